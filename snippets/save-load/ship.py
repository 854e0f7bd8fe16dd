"""Export a program that runs without the Python class."""

import torch
from torch import nn


class Classifier(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(4, 3)
        self.dropout = nn.Dropout(0.5)

    def forward(self, x):
        return self.dropout(torch.relu(self.linear(x)))


model = Classifier().eval()
example = torch.randn(2, 4)
any_batch = {"x": {0: torch.export.Dim("batch")}}
for label, shapes in (("fixed batch", None), ("any batch", any_batch)):
    program = torch.export.export(model, (example,), dynamic_shapes=shapes)
    torch.export.save(program, "classifier.pt2")

    served = torch.export.load("classifier.pt2").module()
    print(f"{label}: same output:", torch.allclose(served(example), model(example)))
    try:
        print(f"{label}: five rows ->", tuple(served(torch.randn(5, 4)).shape))
    except (AssertionError, RuntimeError):
        print(f"{label}: five rows -> refused")

try:
    torch.export.export(model, (example[:1],), dynamic_shapes=any_batch)
except Exception as error:
    print("any batch, but an example of one row:", type(error).__name__)
try:
    served.eval()
except NotImplementedError:
    print("eval() on what was loaded: NotImplementedError")
