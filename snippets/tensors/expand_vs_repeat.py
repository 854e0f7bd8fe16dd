import torch

column = torch.tensor([[1], [2], [3]])
expanded = column.expand(3, 4)
repeated = column.repeat(1, 4)

print("expanded stride:", expanded.stride())
print("repeated stride:", repeated.stride())
print("expanded bytes:", expanded.untyped_storage().nbytes())
print("repeated bytes:", repeated.untyped_storage().nbytes())

expanded[0, 0] = 9
print("expanded row 0:", expanded[0].tolist())
print("column:", column.tolist())
