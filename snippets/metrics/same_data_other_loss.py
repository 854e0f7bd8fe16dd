import torch
from torch.nn.functional import cross_entropy

labels = torch.tensor([0, 0, 0, 0])
calm = torch.tensor([[0.1, -0.1], [0.1, -0.1], [-0.1, 0.1], [-0.1, 0.1]])
bold = torch.tensor([[10.0, -10.0], [10.0, -10.0], [10.0, -10.0], [-10.0, 10.0]])

for name, logits in (("calm", calm), ("bold", bold)):
    accuracy = (logits.argmax(dim=1) == labels).float().mean()
    loss = cross_entropy(logits, labels)
    print(f"{name}: accuracy {accuracy:.2f}, loss about {loss:.0f}")
