import torch
from sklearn.datasets import load_digits
from torch import nn


def check_shape(answer):
    """images (N, 1, 8, 8) give logits (N, 10)"""
    model = answer.build_model()
    try:
        shape = tuple(model(torch.zeros(5, 1, 8, 8)).shape)
    except RuntimeError as error:
        raise AssertionError(f"a batch of five 8 x 8 images fails: {error}") from None
    assert shape == (5, 10), f"expected logits of shape (5, 10), got {shape}"


def check_convolution(answer):
    """it is a CNN: at least one nn.Conv2d"""
    layers = [type(layer).__name__ for layer in answer.build_model().modules()]
    assert "Conv2d" in layers, f"expected a Conv2d layer, found {layers[1:]}"


def check_size(answer):
    """fewer than 10,000 parameters"""
    model = answer.build_model().eval()
    model(torch.zeros(1, 1, 8, 8))  # lazy layers get their size here
    size = sum(p.numel() for p in model.parameters())
    assert size < 10_000, f"expected fewer than 10,000 parameters, got {size:,}"


def check_nonlinear(answer):
    """it is more than one linear map"""
    torch.manual_seed(0)
    model = answer.build_model().eval()
    a, b = torch.randn(2, 4, 1, 8, 8)
    linear = torch.allclose(model(a + b) + model(a * 0), model(a) + model(b), atol=1e-4)
    assert not linear, "all layers together are linear: put activations between them"


def check_logits(answer):
    """it returns logits, not probabilities"""
    torch.manual_seed(0)
    rows = answer.build_model()(torch.randn(5, 1, 8, 8))
    ones = torch.ones(5)
    softmax = torch.allclose(rows.sum(dim=1), ones, atol=1e-4)
    log_softmax = torch.allclose(rows.exp().sum(dim=1), ones, atol=1e-4)
    assert not softmax, "expected logits, the rows sum to 1: drop the softmax"
    assert not log_softmax, "expected logits, these are log-probabilities"


def check_accuracy(answer):
    """more than 95% right on unseen digits (Adam, lr 0.01, 12 epochs, batches of 100)"""
    torch.set_num_threads(1)
    images, labels = (torch.from_numpy(a) for a in load_digits(return_X_y=True))
    images = images.float().reshape(-1, 1, 8, 8) / 16
    torch.manual_seed(0)
    train, test = torch.randperm(len(images)).split([1300, 497])
    model = answer.build_model()
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    for _ in range(12):
        for batch in train[torch.randperm(1300)].split(100):
            loss = nn.functional.cross_entropy(model(images[batch]), labels[batch])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    model.eval()
    accuracy = (model(images[test]).argmax(1) == labels[test]).float().mean().item()
    assert accuracy > 0.95, (
        f"expected more than 95% on unseen digits, got {accuracy:.1%}"
    )
