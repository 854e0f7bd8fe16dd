"""eval() and train() go down to every module: a part that was in eval mode, as a frozen BatchNorm
is, trains from now on. Reading weights needs no mode; leave it alone."""
# needs: train | eval


def snapshot(model):
    was_training = model.training
    model.eval()
    saved = {name: p.detach().clone() for name, p in model.named_parameters()}
    model.train(was_training)
    return saved
