"""`detach()`, like `.data`, leaves the graph but shares the memory. The optimizer writes the
weights in place, so the "snapshot" follows the training."""
# needs: detach | data


def snapshot(model):
    return {name: p.detach() for name, p in model.named_parameters()}
