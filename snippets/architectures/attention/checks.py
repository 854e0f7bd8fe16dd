import torch
from torch.nn.functional import scaled_dot_product_attention


def inputs(queries=5, keys=5, d=8, e=8):
    torch.manual_seed(0)
    return torch.randn(2, queries, d), torch.randn(2, keys, d), torch.randn(2, keys, e)


def check_weights_sum_to_one(answer):
    """Each query shares out a weight of exactly 1 over the keys."""
    q, k, _ = inputs()
    out = answer.attention(q, k, torch.ones(2, 5, 3))
    wrong = (
        f"expected 1 for every query when all values are 1, got {out[0, :, 0].tolist()}"
    )
    assert torch.allclose(out, torch.ones(2, 5, 3), atol=1e-5), wrong


def check_scale(answer):
    """The scores are divided by the square root of d, for small and for large d."""
    for d in (4, 256):
        q, k, v = inputs(d=d)
        expected = scaled_dot_product_attention(q, k, v)
        off = (answer.attention(q, k, v) - expected).abs().max().item()
        assert off < 1e-4, (
            f"d={d}: expected torch's result, off by {off:.2f}; scaled by sqrt(d)?"
        )


def check_other_number_of_keys(answer):
    """Three queries over seven keys, values of another width."""
    q, k, v = inputs(queries=3, keys=7, e=4)
    out = answer.attention(q, k, v)
    assert out.shape == (2, 3, 4), f"expected shape (2, 3, 4), got {tuple(out.shape)}"
    assert torch.allclose(out, scaled_dot_product_attention(q, k, v), atol=1e-5), (
        "expected torch's result with 3 queries and 7 keys, it differs"
    )


def check_causal(answer):
    """With causal=True each query sees its own and earlier keys; weights sum to 1."""
    q, k, v = inputs()
    out = answer.attention(q, k, v, causal=True)
    assert not out.isnan().any(), "expected numbers, got nan: query 0 must see key 0"
    assert torch.allclose(out[:, 0], v[:, 0], atol=1e-5), (
        "expected output 0 to be value 0, the only one it sees; it differs"
    )
    expected = scaled_dot_product_attention(q, k, v, is_causal=True)
    assert torch.allclose(out, expected, atol=1e-5), (
        "expected torch's causal result: query i sees keys 0..i, it differs"
    )
