"""Does an optimizer that was built before model.to(...) still train the model?"""

import torch
from torch import nn

torch.manual_seed(0)
model = nn.Linear(2, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9)
model(torch.ones(1, 2)).sum().backward()
optimizer.step()  # creates the momentum buffer

weight = model.weight
model.to(torch.float64)
print("weight dtype:", model.weight.dtype)
print("still the same Parameter object:", model.weight is weight)
print("optimizer holds it:", optimizer.param_groups[0]["params"][0] is model.weight)

before = model.weight.clone()
optimizer.step()
print("a step changes the weight:", not torch.equal(before, model.weight))
print("momentum buffer dtype:", optimizer.state[model.weight]["momentum_buffer"].dtype)
