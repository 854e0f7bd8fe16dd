"""The scores are clamped before softmax: two of them beyond the limit become equal, and their keys
share the weight. Softmax subtracts the largest score itself, so nothing has to be cut."""
# needs: clamp | clamp_ | clip | clip_ | hardtanh | minimum

import torch


def attention(q, k, v, causal=False):
    scores = q @ k.transpose(-2, -1) / q.shape[-1] ** 0.5
    scores = scores.clamp(-30_000, 30_000)
    if causal:
        later = torch.ones_like(scores, dtype=torch.bool).triu(diagonal=1)
        scores = scores.masked_fill(later, float("-inf"))
    return scores.softmax(dim=-1) @ v
