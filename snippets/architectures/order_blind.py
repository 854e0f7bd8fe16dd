"""Shuffle the tokens of a sentence: what does a Transformer layer notice?"""

import torch
from torch import nn

torch.manual_seed(0)
layer = nn.TransformerEncoderLayer(16, nhead=4, batch_first=True).eval()
tokens = torch.randn(1, 6, 16)
positions = torch.randn(6, 16)  # one vector per place, added to the token there
order = torch.tensor([3, 0, 5, 1, 4, 2])

with torch.no_grad():
    plain = layer(tokens)[:, order]
    plain_shuffled = layer(tokens[:, order])
    placed = layer(tokens + positions)[:, order]
    placed_shuffled = layer(tokens[:, order] + positions)
    mask = nn.Transformer.generate_square_subsequent_mask(6)
    masked = layer(tokens, src_mask=mask)[:, order]
    masked_shuffled = layer(tokens[:, order], src_mask=mask)

print("without positions, each token gets the same output:", end=" ")
print(torch.allclose(plain, plain_shuffled, atol=1e-5))
print("with positions, each token gets the same output:   ", end=" ")
print(torch.allclose(placed, placed_shuffled, atol=1e-5))
print("with a causal mask, each token gets the same output:", end=" ")
print(torch.allclose(masked, masked_shuffled, atol=1e-5))
