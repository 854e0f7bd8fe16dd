"""`reshape` makes the copy inside of `merge_heads`, which others use because it never copies."""

import torch


def merge_heads(by_token):
    batch, tokens, heads, width = by_token.shape
    return by_token.reshape(batch, tokens, heads * width)


attended = torch.arange(12).view(1, 2, 3, 2)  # batch, head, token, width
print("head 0, token 0:", attended[0, 0, 0].tolist())
print("head 1, token 0:", attended[0, 1, 0].tolist())

by_token = attended.transpose(1, 2)
merged = merge_heads(by_token)
print("token 0, all heads:", merged[0, 0].tolist())
print("shape:", tuple(merged.shape))

try:
    merge_heads(attended.transpose(1, 2))
    print("merge_heads copies if it has to")
except RuntimeError:
    print("merge_heads never copies")
