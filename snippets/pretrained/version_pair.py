"""The famous torchvision import error, reproduced with nothing but torch.

torchvision's Python files describe operators that its compiled library must have
registered before. This is one of those descriptions, without the compiled library.
"""

import torch

try:

    @torch.library.register_fake("torchvision::nms")
    def describe_nms(boxes, scores, iou_threshold):
        return boxes.new_empty(0)

except RuntimeError as error:
    print("RuntimeError:", error)

print("torch itself works:", torch.ones(2).sum().item() == 2)
build = torch.version.cuda or "cpu"
print("torch", torch.__version__, "was built for", build)
