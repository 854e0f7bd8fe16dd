import torch


def make(answer):
    torch.manual_seed(0)
    model = answer.SequenceClassifier(features=3, hidden=8, classes=4).eval()
    missing = [name for name in ("lstm", "head") if not hasattr(model, name)]
    assert not missing, f"expected the attributes lstm and head, missing: {missing}"
    return model, torch.randn(5, 7, 3)


def check_shape(answer):
    """five sequences of seven steps give logits (5, classes)"""
    model, x = make(answer)
    shape = tuple(model(x).shape)
    assert shape == (5, 4), f"expected (5, 4), got {shape}"


def check_independent(answer):
    """a sequence gets the same logits alone as in a batch"""
    model, x = make(answer)
    alone = torch.cat([model(x[i : i + 1]) for i in range(5)])
    logits = model(x)
    same = logits.shape == alone.shape and torch.allclose(logits, alone, atol=1e-5)
    assert same, "expected independent sequences, the state runs along the batch axis"


def check_all_steps(answer):
    """the logits depend on the first and on the last time step"""
    model, x = make(answer)
    for step in (0, 6):
        changed = x.clone()
        changed[:, step] += 1
        assert not torch.equal(model(changed), model(x)), (
            f"step {step} has no influence"
        )


def check_top_layer(answer):
    """they come from the top layer's final state, of two layers"""
    model, x = make(answer)
    layers = model.lstm.num_layers
    assert layers == 2, f"expected an LSTM with two layers, got {layers}"
    assert not model.lstm.bidirectional, "expected an LSTM with one direction, got two"
    steps = x if model.lstm.batch_first else x.transpose(0, 1)
    _, (h_n, _) = model.lstm(steps)
    expected, logits = model.head(h_n[-1]), model(x)
    same = logits.shape == expected.shape and torch.allclose(
        logits, expected, atol=1e-5
    )
    assert same, "expected head(h_n[-1]), the top layer after the last step; got others"
