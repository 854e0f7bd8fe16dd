"""Traditional: rule + inputs -> outputs. Learning: inputs + outputs -> rule."""

import torch


def rule(celsius):
    return 1.8 * celsius + 32


celsius = torch.tensor([-40.0, 0.0, 20.0, 37.0, 100.0])
print("program, outputs:", [round(f, 1) for f in rule(celsius).tolist()])

# The learner gets the inputs and the wanted outputs. It never sees rule().
fahrenheit = torch.tensor([-40.0, 32.0, 68.0, 98.6, 212.0])
examples = torch.stack([celsius, torch.ones(5)], dim=1)
slope, offset = torch.linalg.lstsq(examples, fahrenheit[:, None]).solution[:, 0]

print(f"learning, rule found: {slope:.2f} * celsius + {offset:.1f}")
