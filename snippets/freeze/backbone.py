"""Freeze the body of a pretrained model, give it a new head, train one step."""

import torch
from torch import nn

torch.manual_seed(0)
body = nn.Sequential(nn.Linear(4, 8), nn.BatchNorm1d(8), nn.ReLU())
model = nn.Sequential(body, nn.Linear(8, 10))

body.requires_grad_(False)  # 1. freeze the body
model[1] = nn.Linear(8, 2)  # 2. then the new head: it is trainable
trainable = [p for p in model.parameters() if p.requires_grad]
optimizer = torch.optim.AdamW(trainable, lr=1e-3)  # 3. train only the head

model.train()
body.eval()  # 4. keep BatchNorm statistics still, after every model.train()

before = {name: value.clone() for name, value in model.state_dict().items()}
x, y = torch.randn(16, 4) + 5, torch.randint(0, 2, (16,))
nn.functional.cross_entropy(model(x), y).backward()
optimizer.step()
after = model.state_dict()

count = sum(p.numel() for p in trainable)
print("trainable:", count, "of", sum(p.numel() for p in model.parameters()))
print("frozen weight's grad:", body[0].weight.grad)
print("moved:", [name for name in before if not torch.equal(before[name], after[name])])
