import numpy as np
import torch

DTYPES = ("float32", "float64", "int64")
SHAPES = ((1,), (3,), (2, 3), (4, 1, 3), (3, 2, 4))
EMPTY = ((0,), (2, 0), (0, 3))


def short(value, longest=70):
    """Numbers, or lists of them, as text of six digits each, cut to what can be read."""

    def text(one):
        if isinstance(one, list):
            return "[" + ", ".join(map(text, one)) + "]"
        return f"{one:.6g}" if isinstance(one, float) else str(one)

    said = text(value.tolist())
    return said if len(said) <= longest else said[:longest] + " …"


def difference(before, now):
    """Where two arrays differ first, in words."""
    if before.dtype != now.dtype or before.shape != now.shape:
        kinds = [f"{one.dtype} of shape {one.shape}" for one in (before, now)]
        return " became ".join(kinds)
    at = tuple(np.argwhere(before != now)[0].tolist())
    return f"its value at {at} was {before[at].item()!r} and became {now[at].item()!r}"


def make(name, shape, seed=0):
    """Numbers up to a few thousand, with fractions if the dtype has any."""
    draws = np.random.default_rng(seed)
    if name == "int64":
        return draws.integers(-9999, 9999, shape)
    return (draws.normal(size=shape) * 1000).astype(name)


def convert(answer, array):
    """What the answer makes of an array, once it is known to be a tensor of its shape."""
    source = f"an array of {array.dtype} and shape {array.shape}"
    result = answer.to_tensor(array)
    kind = type(result)
    message = f"expected a torch.Tensor from {source}, got: {kind.__name__}"
    assert isinstance(result, torch.Tensor), message
    shape = tuple(result.shape)
    message = (
        f"expected a tensor of shape {array.shape} from {source}, got shape {shape}"
    )
    assert shape == array.shape, message
    assert array.flags.writeable, f"{source} can't be written to after the call: it has to stay"
    return result.detach()  # whether it requires grad is left open


def compare(answer, array, what=""):
    with np.errstate(over="ignore"):
        expected = torch.from_numpy(array.astype("float32"))
    given, before = f"{array.dtype} array {short(array)}{what}", array.copy()
    result = convert(answer, array)
    stays = np.array_equal(array, before, equal_nan=array.dtype.kind == "f")
    assert stays, f"the call changed the {given} to {short(array)}"
    got = result.float()
    near = torch.allclose(got, expected, rtol=1e-6, atol=0.0, equal_nan=True)
    assert near, f"expected {short(expected)} from the {given}, got {short(result)}"
    # The nearest float32: the same one, not just about the same.
    same = ((got == expected) | (got.isnan() & expected.isnan())).all()
    assert same, f"expected the float32 values nearest to the {given}; some are a bit off"


def check_values(answer):
    """The tensor has the array's shape and values."""
    for shape in SHAPES:
        for name in DTYPES:
            compare(answer, make(name, shape))


def check_range(answer):
    """Very large and very small values, inf and NaN arrive as float32 can hold them."""
    compare(answer, np.array([3_000_000_000, -(2**40)]))
    compare(answer, np.array([2**60 + 2**36 + 1]))  # by way of float64 it is rounded twice
    compare(answer, np.array([70_000.0, 1e30, -1e-30], dtype="float32"))
    compare(answer, np.array([70_000.0, 1e30, -1e-30]))
    compare(answer, np.array([1e-40, -1e-44]))  # float32 has these with fewer digits
    compare(answer, np.array([1e39]))  # beyond the range
    compare(answer, np.array([[3.5e38, -1e300], [1.0, -1e39]]))
    for name in ("float32", "float64"):
        compare(answer, np.array([np.inf, -np.inf, np.nan], dtype=name))


def check_empty(answer):
    """An array without elements keeps its shape."""
    for shape in EMPTY:
        for name in DTYPES:
            compare(answer, np.zeros(shape, dtype=name))


def check_views(answer):
    """Transposed, sliced and column-major arrays keep their values in place."""
    for name in DTYPES:
        compare(answer, make(name, (2, 3)).T, " (transposed)")
        compare(answer, make(name, (2, 6))[:, ::2], " (every second column)")
        compare(answer, np.asfortranarray(make(name, (3, 2, 4))), " (column-major)")


def check_dtype(answer):
    """The tensor is float32, whatever the array is."""
    for shape in ((1,), (2, 3), (0, 2)):
        found = {name: convert(answer, np.ones(shape, dtype=name)).dtype for name in DTYPES}
        wrong = [
            f"{dtype} from {name}" for name, dtype in found.items() if dtype != torch.float32
        ]
        assert not wrong, f"arrays of shape {shape}: expected torch.float32, got {', '.join(wrong)}"


def views(name):
    """An array of ones, and what of it is converted: itself, and views of it."""
    for shape in ((1,), (2, 3)):
        array = np.ones(shape, dtype=name)
        yield f"{name} array of ones, shape {shape}", array, array
    for what, view in (
        ("its rows 1 to 2", lambda array: array[1:3]),
        ("its transpose", lambda array: array.T),
        ("every second column of it", lambda array: array[:, ::2]),
    ):
        array = np.ones((4, 6), dtype=name)
        yield f"{name} array of ones, shape (4, 6), {what}", array, view(array)


def check_own_memory(answer):
    """Writing to the array later leaves the tensor as it was, for each dtype."""
    for name in DTYPES:
        for what, array, view in views(name):
            result = convert(answer, view)
            array[...] = 99
            message = f"{what}: after array[...] = 99 the tensor is {short(result)}"
            assert bool((result == 1).all()), message


def check_array_keeps_its_memory(answer):
    """Writing to the tensor later leaves the array as it was, for each dtype."""
    for name in DTYPES:
        for what, array, view in views(name):
            convert(answer, view).fill_(99)
            message = f"{what}: after tensor.fill_(99) the array is {short(array)}"
            assert bool((array == 1).all()), message


def check_each_call(answer):
    """Every call makes a new tensor of the array's values now, and leaves the array as it is."""
    for name in DTYPES:
        array = make(name, (2, 3))
        before, dtype = array.copy(), array.dtype
        first = convert(answer, array)
        same = array.dtype == dtype and np.array_equal(array, before)
        assert same, f"the call changed the {name} array: {difference(before, array)}"
        second = convert(answer, array)
        first.fill_(99)
        message = f"two tensors of one {name} array: filling the first with 99 made the second"
        assert not bool((second == 99).any()), f"{message} {short(second)}"
        array[...] = 7
        third = convert(answer, array)
        message = f"a second call for a {name} array, after array[...] = 7: the tensor is"
        assert bool((third == 7).all()), f"{message} {short(third)}"


def check_default_dtype(answer):
    """The default dtype stays as it was; under another one the tensor is a float32 copy, too."""
    before, now = torch.float32, torch.get_default_dtype()
    torch.set_default_dtype(before)
    assert now == before, f"torch's default dtype became {now}"
    for name in DTYPES:
        torch.set_default_dtype(torch.float64)
        try:
            array = np.ones(3, dtype=name)
            result = convert(answer, array)
            after = torch.get_default_dtype()
        finally:
            torch.set_default_dtype(before)
        convert(answer, np.ones(3, dtype=name))
        now = torch.get_default_dtype()
        torch.set_default_dtype(before)
        assert now == before, f"an array of {name}: torch's default dtype became {now}"
        setting = f"torch.set_default_dtype(torch.float64), an array of {name}"
        array[...] = 99
        message = f"{setting}: after array[...] = 99 the tensor is {short(result)}"
        assert bool((result == 1).all()), message
        assert after == torch.float64, f"{setting}: the default dtype became {after}"
        assert result.dtype == torch.float32, f"{setting}: expected float32, got {result.dtype}"
