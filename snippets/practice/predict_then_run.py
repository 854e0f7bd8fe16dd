"""Write a prediction down, then let the code answer: minimize w * w from w = 1."""

import torch


def steps_needed(learning_rate):
    w = torch.tensor(1.0, requires_grad=True)
    optimizer = torch.optim.SGD([w], lr=learning_rate)
    for step in range(1, 101):
        optimizer.zero_grad()
        (w * w).backward()
        optimizer.step()
        if w.abs() < 0.01:
            return step
    return "over 100"


print("prediction: a larger learning rate always needs fewer steps")
for learning_rate in (0.1, 0.2, 0.4, 0.8, 1.0):
    print(f"learning rate {learning_rate}: {steps_needed(learning_rate)} steps")
