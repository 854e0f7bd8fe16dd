import torch
from torch import nn
from torch.nn import functional as F

# (batch, time, features, hidden, classes), the smallest first
SIZES = (
    (1, 1, 2, 3, 4),
    (1, 3, 2, 4, 5),
    (2, 1, 3, 5, 4),
    (2, 3, 4, 5, 1),
    (5, 7, 3, 8, 4),
)


def short(tensor):
    """A tensor's numbers as text, cut to what can be read."""
    text = " ".join(f"{value + 0.0:.3f}" for value in tensor.detach().flatten().tolist()[:6])
    return f"[{text}{' …' if tensor.numel() > 6 else ''}]"


def shapes_apart(got, expected):
    """Says of which shape a tensor is if another is expected, which its numbers don't show."""
    shape, right = tuple(got.shape), tuple(expected.shape)
    return f" of shape {shape}, not {right}" if shape != right else ""


def say(batch, time, features, hidden, classes):
    x = f"x of shape ({batch}, {time}, {features})"
    return f"SequenceClassifier({features}, {hidden}, {classes}), {x}"


def build(answer, features, hidden, classes):
    """A model in eval mode with random weights, once it is known to have its two layers."""
    model = answer.SequenceClassifier(features, hidden, classes)
    name = f"SequenceClassifier({features}, {hidden}, {classes})"
    assert isinstance(model, nn.Module), f"{name}: expected an nn.Module, got {type(model)}"
    for attribute, kind in (("lstm", nn.LSTM), ("head", nn.Linear)):
        found = type(getattr(model, attribute, None))
        message = f"{name}: expected .{attribute} of class {kind.__name__}, got: {found.__name__}"
        assert issubclass(found, kind), message
    draw = torch.Generator().manual_seed(features)
    with torch.no_grad():
        for one in model.parameters():
            one.copy_(torch.randn(one.shape, generator=draw) * 0.6)
    return model.eval()


def draw_input(batch, time, features, seed=1):
    return torch.randn(batch, time, features, generator=torch.Generator().manual_seed(seed))


def logits_of(model, x, what):
    """The logits, once they are known to be a tensor."""
    logits = model(x)
    kind = type(logits).__name__
    assert isinstance(logits, torch.Tensor), f"{what}: expected a tensor of logits, got: {kind}"
    return logits


def torch_says(model, x):
    """The same from new layers with the model's weights, batch first. Returns the logits and the
    layers."""
    lstm = nn.LSTM(x.shape[2], model.lstm.hidden_size, num_layers=2, batch_first=True).to(x.dtype)
    head = nn.Linear(model.lstm.hidden_size, model.head.out_features).to(x.dtype)
    wanted = {name: tuple(one.shape) for name, one in lstm.named_parameters()}
    found = {name: tuple(one.shape) for name, one in model.lstm.named_parameters()}
    odd = [f"{name} {shape}" for name, shape in found.items() if wanted.get(name) != shape]
    odd += [f"no {name}" for name in wanted if name not in found]
    message = "expected the lstm to have the parameters of two layers, one direction; it has"
    assert not odd, f"{message} {', '.join(odd[:3])}"
    assert model.head.bias is not None, "expected head to have a bias, it has none"
    lstm.load_state_dict(model.lstm.state_dict())
    head.load_state_dict(model.head.state_dict())
    _, (h_n, _) = lstm(x)
    return head(h_n[-1]), nn.ModuleDict({"lstm": lstm, "head": head})


def check_layers(answer):
    """lstm has two layers and one direction, head is linear, both of the sizes asked for"""
    for sizes in ((3, 8, 4), (2, 5, 7)):
        by_name = dict(zip(("features", "hidden", "classes"), sizes, strict=True))
        for model in (build(answer, *sizes), answer.SequenceClassifier(**by_name)):
            features, hidden, classes = sizes
            wanted = {
                "lstm": {
                    "input_size": features,
                    "hidden_size": hidden,
                    "num_layers": 2,
                    "bidirectional": False,
                    "dropout": 0.0,
                    "proj_size": 0,
                    "bias": True,
                },
                "head": {"in_features": hidden, "out_features": classes},
            }
            for name, values in wanted.items():
                for key, value in values.items():
                    got = getattr(getattr(model, name), key)
                    message = f"{by_name}: expected {name}.{key} == {value}, got {got}"
                    assert got == value, message
            assert model.head.bias is not None, f"{by_name}: expected head with a bias"


def check_nothing_else_learns(answer):
    """all parameters are those of lstm and head"""
    model = build(answer, 3, 8, 4)
    names = [name for name, _ in model.named_parameters()]
    mine = [f"lstm.{name}" for name, _ in model.lstm.named_parameters()]
    mine += [f"head.{name}" for name, _ in model.head.named_parameters()]
    extra, lost = sorted({*names} - {*mine}), sorted({*mine} - {*names})
    message = f"expected the parameters of lstm and head; also there: {extra}, missing: {lost}"
    assert not extra, message
    assert not lost, message


def check_shape(answer):
    """the logits have shape (batch, classes), also for one sequence, step or class"""
    for sizes in SIZES:
        batch, time, *rest = sizes
        model, what = build(answer, *rest), say(*sizes)
        shape = tuple(logits_of(model, draw_input(batch, time, rest[0]), what).shape)
        expected = (batch, rest[-1])
        assert shape == expected, f"{what}: expected logits of shape {expected}, got {shape}"


def check_independent(answer):
    """a sequence gets the same logits alone as in a batch"""
    model, x = build(answer, 3, 8, 4), draw_input(3, 7, 3)
    what = "a sequence of 7 steps, alone and as the last of 3"
    alone = logits_of(model, x[2:].clone(), what)
    together = logits_of(model, x, what)[-1:]
    same = together.shape == alone.shape and torch.allclose(together, alone, atol=1e-5)
    message = f"{what}: expected the same logits, got {short(together)} in the batch and alone "
    message += short(alone) + shapes_apart(alone, together)
    assert same, message


def check_all_steps(answer):
    """the logits depend on the first and on the last time step"""
    for time in (2, 5, 9):
        model, x = build(answer, 3, 8, 4), draw_input(2, time, 3)
        what = f"sequences of {time} steps"
        before = logits_of(model, x.clone(), what)
        for step in (0, time - 1):
            changed = x.clone()
            changed[:, step] += 1
            after = logits_of(model, changed, what)
            message = f"{what}: step {step} was changed, expected other logits than {short(before)}"
            assert not torch.equal(after, before), message


def check_top_layer(answer):
    """they are head(top layer's hidden state after the last step)"""
    for sizes in SIZES:
        batch, time, *rest = sizes
        model, x, what = (
            build(answer, *rest),
            draw_input(batch, time, rest[0]),
            say(*sizes),
        )
        expected, _ = torch_says(model, x)
        logits = logits_of(model, x, what)
        same = logits.shape == expected.shape and torch.allclose(logits, expected, atol=1e-5)
        came = short(logits) + shapes_apart(logits, expected)
        assert same, f"{what}: expected head(h_n[-1]) = {short(expected)}, got {came}"


def check_zeros_are_steps(answer):
    """a step of zeros is a step like any other"""
    model = build(answer, 2, 4, 3)
    for what, batch, zeros in (
        ("one sequence with a step of zeros in the middle", 1, [(0, slice(1, 2))]),
        ("one sequence that ends with a step of zeros", 1, [(0, slice(2, 3))]),
        ("one sequence that begins with a step of zeros", 1, [(0, slice(1))]),
        ("one sequence of zeros alone", 1, [(0, slice(3))]),
        ("two sequences that end with steps of zeros", 2, [(0, slice(1, 3)), (1, slice(2, 3))]),
        ("one ends, one begins with steps of zeros", 2, [(0, slice(1, 3)), (1, slice(2))]),
        ("one of two sequences is of zeros alone", 2, [(0, slice(3))]),
    ):
        x = draw_input(batch, 3, 2)
        for row, steps in zeros:
            x[row, steps] = 0
        expected, _ = torch_says(model, x)
        logits = logits_of(model, x, what)
        same = logits.shape == expected.shape and torch.allclose(logits, expected, atol=1e-5)
        came = short(logits) + shapes_apart(logits, expected)
        assert same, f"{what}: expected {short(expected)}, got {came}"


def check_every_call_starts_anew(answer):
    """the state starts at zero in every call of either mode, and x stays as it is"""
    for mode, training, recording in (
        ("", False, True),
        ("training mode, ", True, True),
        ("no_grad(), ", False, False),
        ("training mode, no_grad(), ", True, False),
    ):
        model, x = build(answer, 3, 8, 4).train(training), draw_input(2, 3, 3)
        before = x.clone()
        with torch.set_grad_enabled(recording), torch.random.fork_rng(devices=[]):
            first = logits_of(model, x, "first call")
            same = torch.equal(x, before)
            assert same, f"{mode}expected x to stay {short(before)}, it became {short(x)}"
            logits_of(model, draw_input(2, 5, 3, seed=2), "second call")
            again = logits_of(model, x, "third call")
        message = f"{mode}the same x before and after another: {short(first)}, then {short(again)}"
        assert torch.allclose(first, again, atol=1e-6), message


def check_training_mode(answer):
    """in training mode they are the same: there is no dropout"""
    model, x = build(answer, 3, 8, 4), draw_input(2, 5, 3)
    expected = logits_of(model, x.clone(), "eval mode")
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        got = logits_of(model.train(), x, "training mode")
    message = f"expected {short(expected)} in training mode as in eval mode, got {short(got)}"
    assert torch.allclose(got, expected, atol=1e-6), message


def check_double(answer):
    """after model.double() it takes float64 and computes in it, also if it was called before"""
    for what, used in (
        ("model.double(), x in float64", False),
        ("a call in float32, then model.double(), x in float64", True),
    ):
        model = build(answer, 3, 8, 4)
        if used:
            logits_of(model, draw_input(2, 5, 3), what)
        in_double(model.double(), what)


def in_double(model, what):
    x = draw_input(2, 5, 3).double()
    expected, _ = torch_says(model, x)
    try:
        logits = logits_of(model, x, what)
    except (RuntimeError, ValueError) as error:
        raise AssertionError(f"{what}: {str(error)[:160]}") from None
    assert logits.dtype == torch.float64, f"{what}: expected float64, got {logits.dtype}"
    same = logits.shape == expected.shape
    off = (logits - expected).abs().max().item() if same else 0.0
    message = f"{what}: expected {short(expected)} to ten digits, got {short(logits)}"
    message += shapes_apart(logits, expected)
    assert same, message
    message += f", {off:.1g} off" if short(expected) == short(logits) else ""
    assert torch.allclose(logits, expected, atol=1e-10), message


def check_gradients(answer):
    """in both modes gradients reach x and every parameter, as in torch, through all steps"""
    for training in (True, False):
        for time in (4, 1, 12, 40):
            gradients_for(answer, time, training)


def gradients_for(answer, time, training):
    model = build(answer, 3, 6, 4).train(training)
    x, twin = (draw_input(2, time, 3).requires_grad_() for _ in range(2))
    after = "after cross_entropy and backward" if time == 4 else f"sequences of {time} steps"
    if time == 1:
        after = "sequences of one step"
    if not training:
        after += ", eval mode"
    targets = torch.tensor([3, 1])
    expected, layers = torch_says(model, twin)
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        logits = logits_of(model, x, "gradients")
    same = logits.shape == expected.shape
    message = f"expected logits of shape {tuple(expected.shape)}, got {tuple(logits.shape)}"
    assert same, message
    message = "expected logits with a graph, they have requires_grad False"
    assert logits.requires_grad, message if training else f"eval mode: {message}"
    F.cross_entropy(logits, targets).backward()
    F.cross_entropy(expected, targets).backward()
    named = [("head." + name, one) for name, one in model.head.named_parameters()]
    named += [("lstm." + name, one) for name, one in model.lstm.named_parameters()]
    right = dict(layers.named_parameters())
    pairs = [(name, one.grad, right[name].grad) for name, one in named]
    for name, got, wanted in [*pairs, ("x", x.grad, twin.grad)]:
        message = f"{after}: expected a gradient of {name}, got None"
        assert got is not None, message
        off = (got - wanted).abs().max().item()
        message = f"gradient of {name}: expected {short(wanted)}, got {short(got)}"
        if time > 4:
            message = f"{after}: expected torch's gradient of {name}, it is off by {off:.2g}"
        assert torch.allclose(got, wanted, atol=1e-5), message


def check_two_models(answer):
    """each model has layers of its own"""
    first, second = (answer.SequenceClassifier(3, 8, 4) for _ in range(2))
    mine = {id(one): name for name, one in first.named_parameters()}
    shared = [mine[id(one)] for one in second.parameters() if id(one) in mine]
    message = f"two models made one after the other share {shared[:3]}"
    assert not shared, message
