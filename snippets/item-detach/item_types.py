import torch


def show(tensor):
    value = tensor.item()
    print(type(value).__name__, value)


show(torch.tensor(3))
show(torch.tensor(3) / 2)
show(torch.tensor(3) > 2)
show(torch.tensor([[2.0]], requires_grad=True))
show(torch.tensor([1.0, 2.0]))
