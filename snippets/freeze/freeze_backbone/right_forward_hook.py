"""The backbone itself, with a hook that puts it into eval mode before each forward pass."""


def to_eval(module, inputs):
    module.eval()


def freeze(backbone):
    backbone.register_forward_pre_hook(to_eval)
    return backbone.requires_grad_(False)
