"""Save a model in five ways, forget its class, load it again."""

import warnings

import torch

warnings.simplefilter("ignore")  # torch.jit is deprecated and says so


class Model(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.layer = torch.nn.Linear(2, 1)

    def forward(self, x):
        return torch.relu(self.layer(x))


model, x = Model(), torch.ones(2, 2)
expected = model(x)
torch.export.save(torch.export.export(model, (x,)), "exported.pt2")
torch.jit.script(model).save("scripted.pt")
torch.save(model, "pickled.pt")
torch.save(model.state_dict(), "weights.pt")
torch.save(torch.compile(model).state_dict(), "compiled.pt")
del Model, model  # the server does not have your code

exported = torch.export.load("exported.pt2").module()
print("exported program runs:", torch.equal(exported(x), expected))
print("TorchScript runs:", torch.equal(torch.jit.load("scripted.pt")(x), expected))
print("state dict is:", type(torch.load("weights.pt")).__name__)
print("after torch.compile it holds:", list(torch.load("compiled.pt")))
try:
    torch.load("pickled.pt", weights_only=False)
except AttributeError as error:
    print("pickled model:", str(error).split(" on ")[0])
