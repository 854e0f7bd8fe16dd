"""Does an optimizer that was built before model.to(...) still train the model?"""

import torch
from torch import nn


def after_move(make_optimizer):
    model = nn.Linear(2, 1)
    optimizer = make_optimizer(model.parameters())
    model(torch.ones(1, 2)).sum().backward()
    optimizer.step()  # creates the optimizer's state, in float32
    held, before = optimizer.param_groups[0]["params"][0], model.weight
    model.to(torch.float64)
    print("  same Parameter object:", before is model.weight is held)
    values = model.weight.clone()
    optimizer.step()
    print("  a step changes the weight:", not torch.equal(values, model.weight))
    print("  state dtype:", optimizer.state[model.weight]["momentum_buffer"].dtype)


print("SGD with momentum, then model.to(float64)")
after_move(lambda parameters: torch.optim.SGD(parameters, lr=0.1, momentum=0.9))
print("Adam, then model.to(float64)")
try:
    after_move(lambda parameters: torch.optim.Adam(parameters, lr=0.1))
except RuntimeError as error:
    print("  RuntimeError:", error)
