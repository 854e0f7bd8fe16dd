"""Save a model in four ways, forget its class, load it again."""

import warnings

import torch

warnings.simplefilter("ignore")  # torch.jit is deprecated and says so


class Model(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.layer = torch.nn.Linear(2, 1)

    def forward(self, x):
        return torch.relu(self.layer(x))


model, x, row = Model(), torch.ones(2, 2), torch.ones(1, 2)
dynamic = {"x": {0: torch.export.Dim("batch")}}
torch.export.save(torch.export.export(model, (x,)), "exported.pt2")
any_size = torch.export.export(model, (x,), dynamic_shapes=dynamic)
torch.export.save(any_size, "any_size.pt2")
torch.jit.script(model).save("scripted.pt")
torch.save(model, "pickled.pt")
torch.save(model.state_dict(), "weights.pt")
expected = model(x)
try:
    torch.export.export(model, (row,), dynamic_shapes=dynamic)
    one_row = "works"
except torch._dynamo.exc.UserError:
    one_row = "refused"
del Model, model, any_size  # the server does not have your code

exported = torch.export.load("exported.pt2").module()
print("exported program runs:", torch.equal(exported(x), expected))
try:
    exported(torch.ones(5, 2))
except (AssertionError, RuntimeError):
    print("batch of five, fixed size: refused")
any_size = torch.export.load("any_size.pt2").module()
print("batch of five, dynamic size:", tuple(any_size(torch.ones(5, 2)).shape))
print("dynamic size, but an example of one row:", one_row)
print("TorchScript runs:", torch.equal(torch.jit.load("scripted.pt")(x), expected))
print("state dict is:", type(torch.load("weights.pt")).__name__)
try:
    torch.load("pickled.pt", weights_only=False)
except AttributeError as error:
    print("pickled model:", str(error).split(" on ")[0])
