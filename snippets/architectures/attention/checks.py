import torch
from torch.nn.functional import scaled_dot_product_attention as by_torch
from torch.overrides import TorchFunctionMode

# batch, queries, keys, d, e: the smallest first, no two alike where it matters
SIZES = [(1, 1, 2, 1, 1), (1, 2, 1, 3, 2), (2, 3, 3, 1, 4), (3, 2, 5, 4, 1), (2, 6, 4, 7, 3)]
SQUARE = [(1, 1, 1, 2, 1), (1, 2, 2, 1, 1), (3, 2, 2, 4, 5), (2, 5, 5, 3, 4), (4, 7, 7, 2, 6)]


def inputs(sizes, dtype=torch.float32, seed=0):
    """q, k and v of these sizes."""
    batch, queries, keys, d, e = sizes
    luck = torch.Generator().manual_seed(seed)
    shapes = (batch, queries, d), (batch, keys, d), (batch, keys, e)
    return [torch.randn(shape, dtype=dtype, generator=luck) for shape in shapes]


def short(value, longest=60):
    """A tensor in few characters."""
    if isinstance(value, torch.Tensor):
        value = value.detach().tolist()

    def text(x):
        if isinstance(x, list):
            return "[" + ", ".join(map(text, x)) + "]"
        return f"{x + 0.0:.3g}" if isinstance(x, float) else repr(x)

    said = text(value)
    return said if len(said) <= longest else said[:longest] + "…"


def called(tensors, causal=False):
    """What was called, in words: the numbers themselves if they are few."""
    if sum(x.numel() for x in tensors) <= 8:
        said = [f"{name} {short(x)}" for name, x in zip("qkv", tensors, strict=True)]
    else:
        said = [f"{name} {tuple(x.shape)}" for name, x in zip("qkv", tensors, strict=True)]
    return ", ".join(said) + (", causal=True" if causal else "")


def run(answer, tensors, case, **how):
    """The answer's result on copies, if it is a tensor of the right shape and dtype."""
    q, _, v = tensors
    out = answer.attention(*(x.clone() for x in tensors), **how)
    kind = type(out).__name__
    assert isinstance(out, torch.Tensor), f"expected one tensor, got {kind}; {case}"
    shape, got = (*q.shape[:2], v.shape[2]), tuple(out.shape)
    assert got == shape, f"expected shape {shape}, got {got}; {case}"
    assert out.dtype == q.dtype, f"expected {q.dtype} as in q, got {out.dtype}; {case}"
    return out


def agree(out, expected, case):
    digits = (1e-9, 1e-12) if out.dtype == torch.float64 else (1e-3, 1e-5)
    near = torch.allclose(out, expected, *digits)
    gap = (out - expected).abs().max().item()
    case += ", float64: right to some digits only" if digits[0] == 1e-9 and gap < 1e-4 else ""
    case += f", {gap:.1g} off" if short(out) == short(expected) else ""
    assert near, f"{case}: expected {short(expected)}, got {short(out)}"


def check_shape_and_dtype(answer):
    """A tensor (batch, queries, e) comes out, in the dtype of the inputs."""
    for sizes in SIZES:
        for dtype in (torch.float32, torch.float64):
            tensors = inputs(sizes, dtype)
            run(answer, tensors, called(tensors))


def check_weights_sum_to_one(answer):
    """Each query shares out a weight of exactly 1 over the keys."""
    for sizes in SIZES:
        q, k, v = inputs(sizes)
        tensors = q, k, torch.ones_like(v)
        out = run(answer, tensors, called(tensors))
        agree(out, torch.ones_like(out), called(tensors))


def check_agrees_with_torch(answer):
    """The result is torch's, for all sizes and both dtypes, in memory order or not."""
    for sizes in SIZES:
        for dtype in (torch.float32, torch.float64):
            tensors = inputs(sizes, dtype)
            case = called(tensors)
            agree(run(answer, tensors, case), by_torch(*tensors), case)
    apart = [x.mT.contiguous().mT for x in tensors]  # the same, not contiguous
    case += ", not contiguous"
    agree(run(answer, apart, case), by_torch(*tensors), case)


def check_scale(answer):
    """The scores are divided by the square root of d, for small and for large d."""
    for d in (1, 4, 9, 256):
        tensors = inputs((1, 1, 2, d, 1))
        out = run(answer, tensors, called(tensors))
        agree(out, by_torch(*tensors), f"d = {d}: {called(tensors)}")


def check_float64(answer):
    """float64 is computed in float64 from start to end, not only returned."""
    for d, times in ((1, 1), (4, 1), (16, 1), (16, 8)):  # roots that are exact in float32, too
        for causal in (False, True):
            tensors = inputs((2, 3, 3, d, 2), torch.float64)
            tensors[0] *= times  # for scores that are far apart
            case = called(tensors, causal)
            expected = by_torch(*tensors, is_causal=causal)
            out = run(answer, tensors, case, causal=causal)
            off = (out - expected).abs().max().item()
            came = "right to 7 digits only" if off < 1e-5 else f"{short(out)} for {short(expected)}"
            assert off < 1e-10, f"{case}, float64: expected it exact to 1e-10, got {came}"


def check_causal(answer):
    """With causal=True query i sees the keys 0..i, and its weights sum to 1."""
    for sizes in SQUARE:
        for dtype in (torch.float32, torch.float64):
            tensors = inputs(sizes, dtype)
            case = called(tensors, causal=True)
            out = run(answer, tensors, case, causal=True)
            agree(out, by_torch(*tensors, is_causal=True), case)


def check_causal_is_asked_for(answer):
    """Without causal=True each query sees all keys, whatever was called before."""
    for sizes in SQUARE:
        tensors = inputs(sizes)
        run(answer, tensors, called(tensors), causal=True)
        for how in ({}, {"causal": False}):
            case = f"{called(tensors)}, {'causal=False' if how else 'causal not given'}"
            agree(run(answer, tensors, case, **how), by_torch(*tensors), case)


def check_large_scores(answer):
    """Scores of hundreds of thousands and of millions, also very negative ones, are no trouble."""
    for size, keys in (
        (100.0, (-3, -1, 2)),
        (20_000.0, (-3, -1, 2)),
        (1000.0, (31, 40, -200)),
        (1000.0, (-200, -40, -31)),
    ):
        q = torch.full((1, 3, 1), size)
        k = torch.tensor(keys, dtype=torch.float32).reshape(1, 3, 1)
        v = torch.tensor([[[1.0], [2.0], [3.0]]])
        for how in ({}, {"causal": True}):
            case = f"scores {short(q[0, 0] * k[0, :, 0])} in each row"
            case += ", causal" if how else ""
            expected = by_torch(q, k, v, is_causal=bool(how))
            agree(run(answer, (q, k, v), case, **how), expected, case)
    hidden = {"causal": True}  # a key that is far above, beside a visible one far below
    for low, high in ((-6e5, 6e5), (-9.99e5, 0.0), (-2e6, 2e6)):
        q = torch.tensor([[[low, high]] * 2])
        k, v = torch.eye(2)[None] * 2**0.5, torch.tensor([[[1.0], [2.0]]])
        case = f"scores {short(q)}, causal"
        agree(run(answer, (q, k, v), case, **hidden), by_torch(q, k, v, is_causal=True), case)
    for rows in (  # the scores in each row; what is equal shares the weight
        [[[3e5, 3e5]] * 2],
        [[[-3e5, -3e5]] * 2],
        [[[3e5, 3e5, -3e5], [0.0, 0.0, 0.0], [-3e5, -3e5, -3e5]]],
        [[[3e5, 3e5]] * 2, [[0.0, 1.0], [-3e5, -3e5]]],
    ):
        q = torch.tensor(rows)
        size = q.shape[2]
        k = torch.eye(size).mul(size**0.5).expand(len(q), size, size)
        v = torch.arange(1.0, 1 + size)[:, None].expand(len(q), size, 1)
        for how in ({}, {"causal": True}):
            case = f"scores {short(q)}" + (", causal" if how else "")
            expected = by_torch(q, k, v, is_causal=bool(how))
            agree(run(answer, (q, k, v), case, **how), expected, case)


def check_zero_scores(answer):
    """A key with a score of 0 is seen like any other."""
    for sizes in SQUARE:
        q, k, v = inputs(sizes)
        tensors = torch.zeros_like(q), k, v
        for how in ({}, {"causal": True}):
            case = f"all scores 0: {called(tensors, **how)}"
            expected = by_torch(*tensors, is_causal=bool(how))
            agree(run(answer, tensors, case, **how), expected, case)


def check_gradients(answer):
    """Gradients reach q, k and v, and are those of torch's function, for large scores too."""
    cases = [inputs(sizes, torch.float64) for sizes in ((1, 2, 2, 1, 1), (2, 4, 4, 3, 5))]
    for keys in ([0, 50], [50, 0], [0, 0.01, 50, 100], [100, 50, 0.01, 0]):  # far apart
        k = torch.tensor(keys, dtype=torch.float64).reshape(1, -1, 1)
        cases.append([torch.full_like(k, 100), k, 1 + torch.arange(len(keys)).to(k).reshape_as(k)])
    for given in cases:
        for how in ({}, {"causal": True}):
            tensors = [x.clone().requires_grad_() for x in given]
            case = called(tensors, **how)
            out = run(answer, tensors, case, **how)
            assert out.requires_grad, f"{case}: expected a tracked result, no graph came"
            expected = by_torch(*tensors, is_causal=bool(how))
            weights = torch.arange(1.0, 1 + out.numel()).reshape(out.shape)
            got, right = (
                torch.autograd.grad((x * weights).sum(), tensors, allow_unused=True)
                for x in (out, expected)
            )
            for name, one, other in zip("qkv", got, right, strict=True):
                assert one is not None, f"{case}: expected a gradient of {name}, got none"
                agree(one, other, f"{case}; gradient of {name}")


def check_inputs_stay(answer):
    """q, k and v are as before afterwards."""
    for sizes in SQUARE:
        for how in ({}, {"causal": True}):
            tensors = inputs(sizes)
            before = [x.clone() for x in tensors]
            answer.attention(*tensors, **how)
            for name, now, was in zip("qkv", tensors, before, strict=True):
                said = f"expected {name} unchanged, {short(was)}, it became {short(now)}"
                assert torch.equal(now, was), said


class Calls(TorchFunctionMode):
    """Notes the names of torch's functions that are called."""

    def __init__(self):
        super().__init__()
        self.names = set()

    def __torch_function__(self, func, types, args=(), kwargs=None):
        self.names.add(getattr(func, "__name__", ""))
        return func(*args, **(kwargs or {}))


def check_by_hand(answer):
    """It is written with plain tensor operations."""
    with Calls() as calls:
        answer.attention(*inputs(SIZES[0]))
        answer.attention(*inputs(SQUARE[1]), causal=True)
    parts = "scaled_dot_product", "multi_head_attention"
    ready = sorted(name for name in calls.names if any(part in name for part in parts))
    assert not ready, f"expected plain tensor operations, got a call of {ready[0]}"
