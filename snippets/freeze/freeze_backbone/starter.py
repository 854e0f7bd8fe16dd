from torch import nn


def freeze(backbone: nn.Module) -> nn.Module:
    """Return a module that computes what `backbone` computes in eval mode, for good.

    Training a model that contains it must change none of its parameters or buffers.
    `backbone` maps one tensor to one tensor, and may be in either mode. As with any
    module, train() and eval() of the returned one return the module itself.
    """
    # TODO: make it stay frozen after model.train(), too
    return backbone
