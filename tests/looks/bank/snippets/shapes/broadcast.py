import torch

column = torch.arange(3).reshape(3, 1)
row = torch.arange(4)

print("column:", tuple(column.shape))
print("row:", tuple(row.shape))
print("sum:", tuple((column + row).shape))
