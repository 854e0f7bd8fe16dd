from torch import nn


def count(layer):
    return sum(parameter.numel() for parameter in layer.parameters())


print("first conv:", count(nn.Conv2d(1, 16, kernel_size=3)))
print("second conv:", count(nn.Conv2d(16, 32, kernel_size=3)))
print("pooling:", count(nn.MaxPool2d(2)))
print("batch norm:", count(nn.BatchNorm2d(32)))
