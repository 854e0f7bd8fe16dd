import torch
from torch.utils.data import DataLoader

# pairs, shape and dtype of a feature, shape and dtype of a label: the smallest first
KINDS = [
    (1, (), torch.float32, (), torch.int64),
    (2, (1,), torch.int64, (), torch.float32),
    (3, (2,), torch.float32, (1,), torch.float32),
    (5, (3,), torch.float64, (), torch.int64),
    (4, (2, 3), torch.uint8, (6,), torch.float64),
    (2, (2,), torch.bfloat16, (), torch.bfloat16),  # NumPy has no such dtype
    (3, (2,), torch.int32, (2,), torch.complex64),
    (2, (3,), torch.bool, (), torch.int8),
    (3, (2,), torch.int16, (), torch.bool),
    (3, (2,), torch.int8, (2,), torch.int16),
    (2, (), torch.float16, (3,), torch.float16),
    (0, (2,), torch.float32, (), torch.int64),
]
FINE = {torch.float64: 2.0**-40, torch.int64: 2**40, torch.int32: 2**30}  # none is a float32's


def data(pairs, feature, x_dtype, label, y_dtype):
    """x and y, all of their numbers different (but bools); the same in every call."""
    shapes = (pairs, *feature), (pairs, *label)
    x, y = (torch.arange(1.0, 1 + torch.Size(s).numel()).reshape(s) for s in shapes)
    x, y = 2 * x + 1, 100 + y
    if x_dtype == torch.bool:
        x = (x // 2 + 1) % 2  # False, True, False and so on
    if y_dtype == torch.bool:
        y = y % 2
    x, y = x.to(x_dtype), y.to(y_dtype)
    return x.add(FINE.get(x_dtype, 0)).to(x_dtype), y.add(FINE.get(y_dtype, 0)).to(y_dtype)


def make(answer, kind):
    return made(answer, *data(*kind))


def made(answer, x, y):
    try:
        return answer.MyDataset(x, y)
    except (TypeError, ValueError) as error:
        shapes = f"x {tuple(x.shape)} and y {tuple(y.shape)}"
        name = type(error).__name__
        if isinstance(error, TypeError):
            said = f"expected no error for {shapes} of {x.dtype} and {y.dtype}"
        else:
            said = f"expected no error, {shapes} have equal lengths"
        raise AssertionError(f"{said}; got {name}: {error}") from None


def short(value, longest=60):
    """A value in few characters, and of which kind it is."""
    is_tensor = isinstance(value, torch.Tensor)
    kind = value.dtype if is_tensor else f"a {type(value).__name__}"
    said = str(value.tolist() if is_tensor else value)
    return f"{said if len(said) <= longest else said[:longest] + '…'} ({kind})"


def length(dataset):
    kind = type(dataset)
    assert hasattr(kind, "__len__"), "expected a __len__ method, there is none"
    return len(dataset)


def pair(item, what):
    """A pair, if it is one."""
    kind = type(item).__name__
    assert isinstance(item, (tuple, list)), f"{what}: expected a pair (x, y), got a {kind}"
    assert len(item) == 2, f"{what}: expected two values, got {len(item)}"
    return item


def same(got, expected, what):
    """Whether a tensor is as expected, dtype and shape included. NaN is as NaN."""
    alike = isinstance(got, torch.Tensor) and got.dtype == expected.dtype
    alike = alike and got.shape == expected.shape
    alike = alike and bool(((got == expected) | got.isnan() & expected.isnan()).all())
    assert alike, f"{what}: expected {short(expected)}, got {short(got)}"


def item(dataset, index):
    kind = type(dataset)
    assert hasattr(kind, "__getitem__"), "expected a __getitem__ method, there is none"
    try:
        return dataset[index]
    except NotImplementedError:
        raise AssertionError("expected a __getitem__ method, there is none") from None


def is_pair(dataset, index, x, y):
    what = f"dataset[{index}] of {len(x)}"
    one, other = pair(item(dataset, index), what)
    same(one, x[index], f"{what}, first value")
    same(other, y[index], f"{what}, second value")


def check_length(answer):
    """len(dataset) is the number of pairs, 0 too."""
    for kind in KINDS:
        x, y = data(*kind)
        found = length(make(answer, kind))
        shapes = f"x {tuple(x.shape)}, y {tuple(y.shape)}"
        assert found == len(x), f"expected length {len(x)} for {shapes}, got {found}"


def check_item(answer):
    """dataset[i] is the pair (x[i], y[i]), for any shape and dtype."""
    for kind in KINDS:
        x, y = data(*kind)
        dataset = make(answer, kind)
        for index in range(len(x)):
            is_pair(dataset, index, x, y)
    x, y = torch.tensor([1.0, torch.nan, -torch.inf]), torch.tensor([torch.inf, 2.0, torch.nan])
    dataset = made(answer, x.clone(), y.clone())
    for index in range(len(x)):
        is_pair(dataset, index, x, y)


def check_lengths_compared(answer):
    """Features and labels of different length raise a ValueError at once."""
    silent = []
    for features, labels in ((1, 2), (2, 1), (0, 1), (1, 0), (10, 8)):
        x, y = torch.ones(features, 2), torch.ones(labels)
        try:
            answer.MyDataset(x, y)
        except ValueError:
            continue
        except Exception as error:  # the wrong kind of error is a mistake, too
            name = type(error).__name__
            said = f"expected a ValueError for {features} features and {labels} labels"
            raise AssertionError(f"{said}, got {name}") from None
        silent.append(f"{features} and {labels}")
    numbers = ", ".join(silent)
    assert not silent, f"expected a ValueError, none came for features and labels: {numbers}"


def check_loader(answer):
    """A shuffling DataLoader delivers every pair exactly once, in every epoch."""
    for kind in KINDS[:-1]:
        x, y = data(*kind)
        dataset = make(answer, kind)
        assert length(dataset) == len(x), f"expected length {len(x)}, got {len(dataset)}"
        item(dataset, 0)
        for size in (1, 3):
            luck = torch.Generator().manual_seed(size)
            loader = DataLoader(dataset, batch_size=size, shuffle=True, generator=luck)
            for epoch in (1, 2):
                what = f"N = {len(x)}, batches of {size}, epoch {epoch}"
                batches = [pair(batch, what) for batch in loader]
                xs, ys = (torch.cat(parts) for parts in zip(*batches, strict=True))
                assert len(xs) == len(x), f"{what}: expected each once, got {short(xs)}"
                order = xs.reshape(len(x), -1)[:, 0].argsort()
                same(xs[order], x, f"{what}, all x sorted")
                same(ys[order], y, f"{what}, the y of sorted x")


def check_loop(answer):
    """Each for loop visits all pairs in order and ends; beyond the end is an IndexError."""
    for kind in KINDS:
        x, y = data(*kind)
        dataset = make(answer, kind)
        if len(x):
            item(dataset, 0)
        for index in (len(x), len(x) + 1, 2 * len(x) + 5, 10**6):
            try:
                past = item(dataset, index)
            except IndexError:
                continue
            said = f"expected an IndexError for index {index} of {len(x)} pairs"
            raise AssertionError(f"{said}, got {short(past)}")
        for which in ("a loop", "a second loop"):
            visits(dataset, x, y, which)
        for _ in dataset:
            break
        visits(dataset, x, y, "a loop after one that broke off")
        for outer, _ in zip(dataset, range(len(x)), strict=False):
            visits(dataset, x, y, "a loop within a loop")
            pair(outer, "in a loop around another")
        both = list(zip(range(99), dataset, dataset, strict=False))
        assert len(both) == len(x), (
            f"zip(dataset, dataset) of N = {len(x)}: expected as many, got {len(both)}"
        )
        for index, *two in both:
            for one in two:
                what = f"x of pair {index} in zip(dataset, dataset)"
                same(pair(one, what)[0], x[index], what)


def visits(dataset, x, y, which):
    """Whether a for loop visits all pairs in order."""
    found = [pair(one, f"in {which}") for one, _ in zip(dataset, range(99), strict=False)]
    assert len(found) == len(x), (
        f"{which} over N = {len(x)}: expected as many pairs, got {len(found)}"
    )
    for index, (one, other) in enumerate(found):
        same(one, x[index], f"x of pair {index} in {which}")
        same(other, y[index], f"y of pair {index} in {which}")


def check_reading_changes_nothing(answer):
    """The same index gives the same pair again; x and y stay as they are."""
    for kind in KINDS[:-1]:
        x, y = data(*kind)
        mine = x.clone(), y.clone()
        dataset = made(answer, x, y)
        for what in ("at first", "read again"):
            for index in reversed(range(len(x))):
                one, other = pair(item(dataset, index), what)
                same(one, mine[0][index], f"x of pair {index}, {what}")
                same(other, mine[1][index], f"y of pair {index}, {what}")
            found = length(dataset)
            assert found == len(mine[0]), (
                f"N = {len(mine[0])}: after reading them all the length is {found}"
            )
        same(x, mine[0], "x after reading")
        same(y, mine[1], "y after reading")


def check_side_by_side(answer):
    """Two datasets have nothing to do with each other."""
    first, second = data(*KINDS[1]), data(*KINDS[3])
    one, other = make(answer, KINDS[1]), make(answer, KINDS[3])
    for dataset, (x, y), which in ((one, first, "first"), (other, second, "second")):
        found = length(dataset)
        assert found == len(x), f"two datasets: expected {len(x)} in the {which}, got {found}"
        for index in range(len(x)):
            is_pair(dataset, index, x, y)
