import torch


def check_parameter_names(answer):
    """The learnable tensors belong to layer1 and layer2, and to nothing else."""
    names = sorted(name for name, _ in answer.MyModel().named_parameters())
    wanted = ["layer1.bias", "layer1.weight", "layer2.bias", "layer2.weight"]
    assert names == wanted, f"expected parameters {wanted}, got {names}"


def check_parameter_count(answer):
    """There are 31 learnable numbers: 20 in layer1 and 11 in layer2."""
    count = sum(p.numel() for p in answer.MyModel().parameters())
    assert count == 31, f"expected 31 learnable numbers, got {count}"


def check_output_shape(answer):
    """A batch of shape (5, 1) gives predictions of shape (5, 1)."""
    shape = tuple(answer.MyModel()(torch.ones(5, 1)).shape)
    assert shape == (5, 1), f"expected predictions of shape (5, 1), got {shape}"


def check_relu_in_the_middle(answer):
    """ReLU stands between the layers, and only there."""
    model = answer.MyModel()
    weights = dict(model.named_parameters())
    for name in ("layer1.weight", "layer2.weight"):
        assert name in weights, f"expected a parameter {name}, there is none"
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.fill_(0.0)
        weights["layer1.weight"].fill_(1.0)
        weights["layer2.weight"].fill_(-1.0)
        up, down = model(torch.tensor([[2.0], [-2.0]])).flatten().tolist()
    message = "weights 1 and -1, biases 0: expected {} for input {}, got {}"
    assert up == -20.0, message.format(-20.0, 2.0, up)
    assert down == 0.0, message.format(0.0, -2.0, down)
