import torch

table = torch.zeros(2, 3, dtype=torch.int64)

row = table[0]
row += 1
print("slice:", table.tolist())

row = table[[0]]
row += 10
print("list:", table.tolist())

table[[1]] += 5
print("assign:", table.tolist())
