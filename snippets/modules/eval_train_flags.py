from torch import nn

model = nn.Sequential(
    nn.Dropout(),
    nn.Sequential(nn.BatchNorm1d(2)),
)

model.eval()
print([module.training for module in model.modules()])

model[1].train()
print([module.training for module in model.modules()])
