from itertools import chain

import torch
from sklearn.datasets import load_digits
from torch import nn
from torch.nn.modules.module import register_module_forward_hook
from torch.nn.parameter import is_lazy
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils._pytree import tree_leaves

torch.set_num_threads(1)
EPOCHS, BATCH, TRAIN = 12, 100, 1300


def images(count, seed=0):
    """Random images (count, 1, 8, 8) with pixels from 0 to 1."""
    return torch.rand(count, 1, 8, 8, generator=torch.Generator().manual_seed(seed))


def digits():
    """The digits as (1797, 1, 8, 8) with pixels from 0 to 1, and their labels."""
    pixels, labels = (torch.from_numpy(a) for a in load_digits(return_X_y=True))
    return pixels.float().reshape(-1, 1, 8, 8) / 16, labels


def built(answer):
    """A new model as it comes."""
    model = answer.build_model()
    kind = type(model).__name__
    assert isinstance(model, nn.Module), f"expected an nn.Module, got {kind}"
    return model


def fresh(answer, seed=0):
    """A new model in training mode; lazy layers have their size."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        model = built(answer)
        mode = model.training
        model.eval()
        with torch.no_grad():
            logits(model, torch.zeros(2, 1, 8, 8))
    return model.train(mode)


def logits(model, x):
    """What a model returns, if it is a tensor (N, 10)."""
    shape = tuple(x.shape)
    try:
        out = model(x)
    except (RuntimeError, ValueError) as error:
        first = str(error).splitlines()[0][:150]
        raise AssertionError(f"images {shape} fail: {first}") from None
    kind = type(out).__name__
    assert isinstance(out, torch.Tensor), f"expected a tensor of logits, got {kind}"
    got = tuple(out.shape)
    assert got == (len(x), 10), f"images {shape}: expected {(len(x), 10)}, got {got}"
    assert out.dtype == torch.float32, f"expected float32 logits, got {out.dtype}"
    return out


_trained = []


def trained(answer):
    """A model after training, in eval mode, and its accuracy on unseen digits: the better of two
    runs, where the first just misses the mark."""
    if not _trained:
        _trained.append(train(fresh(answer), 0))
        if 0.93 < _trained[0][1] <= 0.95:
            _trained.append(train(fresh(answer, 1), 1))
    return max(_trained, key=lambda found: found[1])


def train(model, seed):
    x, labels = digits()
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        seen, unseen = torch.randperm(len(x)).split([TRAIN, len(x) - TRAIN])
        trainable = [p for p in model.parameters() if p.requires_grad]
        assert trainable, "expected parameters to train, there are none"
        optimizer = torch.optim.Adam(trainable, lr=0.01)
        for _ in range(EPOCHS):
            for batch in seen[torch.randperm(TRAIN)].split(BATCH):
                out = logits(model, x[batch])
                assert out.requires_grad, "expected logits with a graph, they can't be trained"
                loss = nn.functional.cross_entropy(out, labels[batch])
                optimizer.zero_grad()
                loss.backward()
                optimizer.step()
        model.eval()
        return model, accuracy(model, x[unseen], labels[unseen])


def accuracy(model, x, labels):
    with torch.no_grad():
        return (logits(model, x).argmax(1) == labels).float().mean().item()


def check_shape(answer):
    """images (N, 1, 8, 8) give logits (N, 10), for any N, 0 too"""
    for training in (False, True):
        model = fresh(answer).train(training)
        for count in (1, 2, 7, 100) if training else (1, 2, 7, 100, 0):
            if count > 1 or not training:  # a batch norm can't learn from one image
                logits(model, images(count))


def check_convolution(answer):
    """an nn.Conv2d takes part: above 1 x 1, below 8 x 8, at more than one position, trained"""
    model = fresh(answer)
    called = []

    def note(layer, args, out):
        if isinstance(layer, nn.Conv2d):
            called.append((layer, tuple(layer.kernel_size), tuple(out.shape[2:])))

    handle = register_module_forward_hook(note)
    try:
        out = logits(model, images(4))
    finally:
        handle.remove()
    layers = sorted({type(layer).__name__ for layer in model.modules()})
    assert called, f"expected a Conv2d to be called, none was; layers: {', '.join(layers)[:150]}"
    slides = [one for one in called if fits(one[0]) and one[2] != (1, 1)]
    sizes = "; ".join(f"kernel {size} gives {shape}" for _, size, shape in called)
    said = "expected a kernel above 1 x 1 and below 8 x 8 that gives more than one position"
    assert slides, f"{said}, got: {sizes[:150]}"
    assert out.requires_grad, "expected logits with a graph, they can't be trained"
    (out * images(1, seed=1).flatten()[:10]).sum().backward()
    taught = any(p.grad is not None for layer, *_ in slides for p in layer.parameters())
    idle = str(slides[0][0])[:80]
    assert taught, f"expected a gradient for one of these convolutions, none reaches {idle}"


def fits(layer):
    """Is a convolution's kernel larger than a pixel and smaller than the image?"""
    size = tuple(layer.kernel_size)
    return size != (1, 1) and min(size) < 8


def all_the_same(rows):
    """Says of logits that they are the same for all images; empty if they aren't."""
    if (rows - rows[0]).abs().max() > 1e-6:
        return ""
    first = ", ".join(f"{one:.3g}" for one in rows[0, :3].tolist())
    return f"after training the logits of all images are the same: {first}, …"


def check_convolution_counts(answer):
    """the logits depend on the weights of that convolution"""
    model, _ = trained(answer)
    x = digits()[0][:20]
    layers = [one for one in model.modules() if isinstance(one, nn.Conv2d) and fits(one)]
    draw = torch.Generator().manual_seed(0)
    with torch.no_grad():
        before = logits(model, x.clone())
        kept = [(p, p.clone()) for layer in layers for p in layer.parameters()]
        for p, _ in kept:
            p.copy_(torch.randn(p.shape, generator=draw))
        after = logits(model, x)
        for p, old in kept:
            p.copy_(old)
    same = bool(layers) and torch.allclose(before, after, rtol=1e-3, atol=1e-3)
    said = "expected other logits with random weights in the Conv2d, they are the same"
    assert not same, all_the_same(before) or said


def check_registered(answer):
    """parameters() knows the weights of every layer that is called, and all others"""
    model = fresh(answer)
    called = []
    handle = register_module_forward_hook(lambda layer, args, out: called.append(layer))
    try:
        out = logits(model, images(4))
    finally:
        handle.remove()
    parameters = {id(one) for one in model.parameters()}
    known = parameters | {id(one) for one in model.buffers()}
    own = ((one, (*one.parameters(), *one.buffers())) for one in called)
    hidden = [str(one)[:80] for one, mine in own if any(id(each) not in known for each in mine)]
    why = "it is no submodule (in a plain list or dict it doesn't count)"
    assert not hidden, f"parameters() doesn't know {hidden[0]}: {why}"
    for one in made_later(answer):
        message = f"weights {tuple(one.shape)} are made with the first images: until then"
        raise AssertionError(f"{message} parameters() doesn't know them")
    for one in chain(leaves(out), drawn(answer), never_learned(answer)):
        shape = tuple(one.shape)
        assert id(one) in parameters, f"parameters() doesn't know weights {shape}: no nn.Parameter"


def made_later(answer):
    """The parameters that a new model has only once it has seen images."""
    model = built(answer)
    before = {id(one) for one in model.parameters()}
    model.eval()
    with torch.no_grad():
        logits(model, images(2))
    return [one for one in model.parameters() if id(one) not in before]


def leaves(out):
    """The tensors that a backward pass from here would give a gradient."""
    steps, seen = [out.grad_fn], set()
    while steps:
        step = steps.pop()
        if step is None or step in seen:
            continue
        seen.add(step)
        if hasattr(step, "variable"):
            yield step.variable
        steps += [before for before, _ in step.next_functions]


def drawn(answer):
    """The plain tensors in a new model's attributes that begin with random values, as weights; of
    the buffers only matrices (spectral norm has vectors)."""
    found = []
    for seed in (0, 1):
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(seed)
            model = answer.build_model()
        buffers = [one for one in model.buffers() if not is_lazy(one) and one.dim() > 1]
        found.append(plain(model) + buffers)
    return [one for one, other in zip(*found) if not torch.equal(one, other)]


def plain(model):
    registered = "_parameters", "_buffers", "_modules"
    found = [(name, one) for layer in model.modules() for name, one in vars(layer).items()]
    return list(plain_tensors(one for name, one in found if name not in registered))


def never_learned(answer):
    """The plain tensors and buffers that after training are added and all 0, or multiplied and all
    1: as constants they would do nothing."""
    model, _ = trained(answer)
    x = images(2)
    with torch.no_grad(), Products(x) as seen:
        logits(model, x)
    buffers = [one for one in model.buffers() if one.is_floating_point()]
    for one in plain(model) + buffers:
        if one.numel() > 1 and (
            (memory(one) in seen.added and not one.any())
            or (memory(one) in seen.multiplied and bool((one == 1).all()))
        ):
            yield one


def memory(tensor):
    """Where its values are, the same for all of its views."""
    return tensor.untyped_storage().data_ptr()


def plain_tensors(values):
    for value in values:
        if isinstance(value, torch.Tensor) and value.is_floating_point():
            yield value
        elif isinstance(value, list | tuple):
            yield from plain_tensors(value)
        elif isinstance(value, dict):
            yield from plain_tensors(value.values())


def check_size(answer):
    """fewer than 10,000 parameters"""
    size = sum(p.numel() for p in fresh(answer).parameters())
    assert size < 10_000, f"expected fewer than 10,000 parameters, got {size:,}"


def check_fresh(answer):
    """each call gives an untrained model of its own, in training mode"""
    one, other = fresh(answer), fresh(answer, seed=1)
    shared = {id(p) for p in one.parameters()} & {id(p) for p in other.parameters()}
    assert not shared, f"two models share {len(shared)} of their parameters"
    assert one.training, "expected a model in training mode, got it in eval mode"
    still = [name for name, layer in built(answer).named_modules() if not layer.training]
    assert not still, f"expected a model in training mode, {still[0]} is in eval mode"
    share = accuracy(one.eval(), *digits())
    assert share < 0.6, f"expected an untrained model, it already gets {share:.0%} right"


def check_inputs_stay(answer):
    """the images keep their values"""
    model, x = fresh(answer), images(2)
    logits(model, x)
    changed = int((x != images(2)).sum())
    assert not changed, f"expected the images unchanged, {changed} of their 128 pixels changed"


def check_nonlinear(answer):
    """something nonlinear stands between the layers: before the first or after the last is not"""
    models = trained(answer)[0], fresh(answer).eval()  # training may end with units that are 0
    x = digits()[0][:32]
    if not any(nonlinear(model, x) for model in models):
        with torch.no_grad():
            same = [all_the_same(logits(model, x)) for model in models]
        linear = "all layers together are linear: put activations between them"
        raise AssertionError(same[0] if all(same) else linear)
    x = x[:16]
    with torch.no_grad(), Products(x) as seen:
        logits(models[0], x)
    count = len(seen.inputs)
    said = f"between the {count} layers all is linear: put activations there, not only at the ends"
    pairs = ((model, layer) for model in models for layer in range(count - 1))
    assert count < 2 or any(bends(model, x, layer) for model, layer in pairs), said


def nonlinear(model, x):
    """Are the logits of a sum, of digits or of noise, others than the sum of the logits?"""
    noise = images(32)
    a, b = torch.cat([x[:16], noise[:16]]) / 2, torch.cat([x[16:], noise[16:]]) / 2
    with torch.no_grad():
        one = logits(model, a + b) + logits(model, a * 0)
        other = logits(model, a) + logits(model, b)
    return (one - other).abs().max() / other.abs().max().clamp(min=1e-6) > 1e-3


def bends(model, x, layer):
    """Is the input of any later layer not linear (but for a constant) in this one's output?"""
    found = []
    for times in (0, 1, -8):
        given = x.clone()
        with torch.no_grad(), Products(given, layer, times) as seen:
            logits(model, given)
        found.append(seen.inputs[layer + 1 :])
    for none, once, other in zip(*found, strict=False):
        off = (other - none + 8 * (once - none)).abs().max()
        if not off <= 1e-3 * (other - none).abs().max().clamp(min=1e-6):
            return True
    return False


class Products(TorchDispatchMode):
    """Notes what goes into the layers of a model: the products of what comes from the images x with
    something else. The output of one of them can be changed on its way."""

    NAMES = {"convolution", "addmm", "addbmm", "baddbmm", "addmv", "mm", "bmm", "mv", "dot"}

    def __init__(self, x, changed=None, times=1):
        super().__init__()
        self.of_x, self.changed, self.times = {id(x): x}, changed, times
        self.inputs, self.added, self.multiplied = [], set(), set()

    def __torch_dispatch__(self, func, types, args=(), kwargs=None):
        given = [one for one in tree_leaves((args, kwargs)) if isinstance(one, torch.Tensor)]
        mine = [one for one in given if id(one) in self.of_x]
        others = {memory(one) for one in given if id(one) not in self.of_x}
        out = func(*args, **(kwargs or {}))
        if not mine:
            return out
        name = func.overloadpacket.__name__
        if name in self.NAMES or name in {"add", "sub", "add_", "sub_"}:
            self.added |= others
        if name in {"mul", "div", "mul_", "div_"}:
            self.multiplied |= others
        if name in self.NAMES and others:
            self.inputs.append(mine[0].clone())
            out = out * self.times if len(self.inputs) - 1 == self.changed else out
        self.of_x |= {id(one): one for one in tree_leaves(out) if isinstance(one, torch.Tensor)}
        return out


def check_logits(answer):
    """it returns logits: no softmax, nothing that bounds them"""
    model, _ = trained(answer)
    for training in (True, False):
        mode = "training" if training else "eval"
        with torch.no_grad(), torch.random.fork_rng(devices=[]):
            rows = logits(model.train(training), digits()[0][:200])
        model.eval()
        low, high = rows.min().item(), rows.max().item()
        total = rows.sum(1)
        softmax = torch.allclose(total, torch.ones(200), atol=1e-3)
        assert not softmax, f"expected logits, the rows sum to 1 in {mode} mode"
        bounded = not low < -1 or not high > 1
        said = f"expected logits from below -1 to above 1 after training ({mode} mode)"
        assert not bounded, f"{said}, got {low:.1f} to {high:.1f}"
    for mode in ("eval", "training"):
        if mode == "training":
            for layer in model.modules():  # batch norms keep their statistics
                layer.training = not isinstance(layer, nn.modules.batchnorm._BatchNorm)
        try:
            unbounded(model, mode)
        finally:
            model.eval()


def unbounded(model, mode):
    """Do the logits get as large as one likes, with large weights in the last layer?"""
    found = []
    for weights in heads(model):
        ends = [extremes(model, weights, times) for times in (TIMES, -TIMES)]
        found.append((min(low for low, _ in ends), max(high for _, high in ends)))
        if found[-1][0] < -FAR and found[-1][1] > FAR:
            return
    assert found, "expected a layer with weights that gives the logits, found none"
    (low, high), (lowest, highest) = extremes(model, [], 1), found[0]
    raise AssertionError(
        f"logits from {low:.3g} to {high:.3g} in {mode} mode; with the last layer's weights "
        f"{TIMES:,} and -{TIMES:,} times as large from {lowest:.3g} to {highest:.3g}: "
        "something bounds them"
    )


TIMES, FAR = 10_000, 1_000


def heads(model):
    """The weights of what may be the last layer: the convolutions and linear layers, from the one
    that is called last to the first, then each matrix alone."""
    called = []
    handle = register_module_forward_hook(lambda layer, args, out: called.append(layer))
    try:
        with torch.no_grad():
            logits(model, images(1))
    finally:
        handle.remove()
    for layer in reversed(called):
        if isinstance(layer, nn.Linear | nn.Conv2d):
            yield list(layer.parameters())
    yield from ([p] for p in model.parameters() if p.dim() > 1)


def extremes(model, weights, times):
    """The lowest and the highest logit of some digits, with weights so many times as large."""
    kept = [(p, p.detach().clone()) for p in weights]
    with torch.no_grad():
        for p, old in kept:
            p.copy_(old * times)
        rows = logits(model, digits()[0][:200])
        for p, old in kept:
            p.copy_(old)
    return rows.min().item(), rows.max().item()


def check_one_by_one(answer):
    """in eval mode the logits of an image are always the same, whatever else is in the batch"""
    model, _ = trained(answer)
    x = digits()[0]
    with torch.no_grad():
        together, again, more = (logits(model, x[:count].clone())[:6] for count in (6, 6, 200))
        alone = torch.cat([logits(model, one[None].clone()) for one in x[:6]])
    same = torch.allclose(together, again, rtol=1e-3, atol=1e-3)
    assert same, "expected the same logits for the same images in eval mode, they differ"
    same = all(torch.allclose(one, alone, rtol=1e-3, atol=1e-3) for one in (together, more))
    assert same, "expected an image's logits not to depend on the rest of the batch, they do"


MAYBE = "too small, no activation between the layers, or no logits?"


def check_accuracy(answer):
    """more than 95% right on unseen digits (Adam, lr 0.01, 12 epochs, batches of 100)"""
    _, share = trained(answer)
    assert share > 0.95, f"expected more than 95% on unseen digits, got {share:.1%}: {MAYBE}"
