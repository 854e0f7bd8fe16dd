import torch

batch, heads, tokens, width = 1, 2, 3, 2
attended = torch.arange(12).view(batch, heads, tokens, width)
print("head 0, token 0:", attended[0, 0, 0].tolist())
print("head 1, token 0:", attended[0, 1, 0].tolist())

by_token = attended.transpose(1, 2)
print("strides:", by_token.stride())
merged = by_token.view(batch, tokens, heads * width)
print("token 0, all heads:", merged[0, 0].tolist())
print("copied:", merged.data_ptr() != attended.data_ptr())
