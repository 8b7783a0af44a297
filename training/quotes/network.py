"""The network: MiniLM's lower layers once a paragraph, its upper layers once for the cues and once more for each cue.

The encoder is BERT (Devlin et al. 2019) in the size of MiniLM-L6-H384 (Wang et al. 2020). The upper layers see the words of
the cue marked by an added vector and emit, for each word, how well it goes as content or source of that cue; a linear-chain
CRF (Lafferty et al. 2001) chooses the sequence.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from rashomon.extract.quotes.windows import MARK_STATES, SHAPES

__all__ = ["CUE_LABELS", "LARGE", "ROLES", "Config", "Network", "partition", "viterbi"]

CUE_LABELS = ("O", "B", "I")
ROLES = ("outside", "content", "source")


@dataclass(frozen=True)
class Config:
    """Sizes of the encoder; ``split`` is the number of layers that are run once a paragraph.

    ``buckets`` is the number of relative distances that attention knows (Raffel et al. 2020); 0 where it knows none.
    """

    layers: int = 6
    width: int = 384
    heads: int = 12
    inner: int = 1536
    vocabulary: int = 30522
    positions: int = 512
    split: int = 3
    dropout: float = 0.1
    buckets: int = 0
    epsilon: float = 1e-12


LARGE = Config(layers=12, width=768, heads=12, inner=3072, split=9, buckets=32, epsilon=1e-5)
"""The size of MPNet: a teacher, too slow to ship."""


class Layer(nn.Module):
    """A transformer layer, post-norm as in BERT."""

    def __init__(self, config: Config) -> None:
        super().__init__()
        self.heads = config.heads
        self.qkv = nn.Linear(config.width, 3 * config.width)
        self.out = nn.Linear(config.width, config.width)
        self.norm1 = nn.LayerNorm(config.width, eps=config.epsilon)
        self.up = nn.Linear(config.width, config.inner)
        self.down = nn.Linear(config.inner, config.width)
        self.norm2 = nn.LayerNorm(config.width, eps=config.epsilon)
        self.dropout = nn.Dropout(config.dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """``x`` (batch, pieces, width); ``bias`` (batch, 1, 1, pieces) is minus infinity on padding."""
        batch, length, width = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4)
        attended = F.scaled_dot_product_attention(q, k, v, attn_mask=bias.to(q.dtype))
        x = self.norm1(x + self.dropout(self.out(attended.transpose(1, 2).reshape(batch, length, width))))
        return self.norm2(x + self.dropout(self.down(F.gelu(self.up(x)))))


class Network(nn.Module):
    """Cue tagger and role tagger over one encoder."""

    def __init__(self, config: Config) -> None:
        super().__init__()
        self.config = config
        self.words = nn.Embedding(config.vocabulary, config.width)
        self.positions = nn.Embedding(config.positions, config.width)
        self.kinds = nn.Embedding(2, config.width)
        self.distances = nn.Embedding(config.buckets, config.heads) if config.buckets else None
        self.norm = nn.LayerNorm(config.width, eps=config.epsilon)
        self.shapes = nn.Embedding(SHAPES, config.width)
        self.marks = nn.Embedding(MARK_STATES, config.width)
        self.marker = nn.Parameter(torch.zeros(config.width))
        self.layers = nn.ModuleList(Layer(config) for _ in range(config.layers))
        self.cue = nn.Linear(config.width, len(CUE_LABELS))
        self.role = nn.Linear(config.width, len(ROLES))
        self.hint = nn.Linear(config.width, 2)
        self.transitions = nn.Parameter(torch.full((3, 3), -3.0) + 3.0 * torch.eye(3))
        self.begins = nn.Parameter(torch.zeros(3))
        self.ends = nn.Parameter(torch.zeros(3))
        self.dropout = nn.Dropout(config.dropout)
        for embedding in (self.shapes, self.marks):
            nn.init.normal_(embedding.weight, std=0.02)
        nn.init.normal_(self.marker, std=0.1)

    def lower(self, pieces: Tensor, shapes: Tensor, marks: Tensor, bias: Tensor) -> Tensor:
        """What is computed once a paragraph."""
        place = torch.arange(pieces.shape[1])
        x = self.words(pieces) + self.positions(place) + self.kinds(torch.zeros_like(pieces))
        x = self.dropout(self.norm(x + self.shapes(shapes) + self.marks(marks)))
        bias = self._with_distances(bias)
        for layer in self.layers[: self.config.split]:
            x = layer(x, bias)
        return x

    def upper(self, x: Tensor, bias: Tensor) -> Tensor:
        """The rest of the encoder."""
        bias = self._with_distances(bias)
        for layer in self.layers[self.config.split :]:
            x = layer(x, bias)
        return x

    def _with_distances(self, bias: Tensor) -> Tensor:
        if self.distances is None:
            return bias
        places = torch.arange(bias.shape[-1])
        return bias + self.distances(_bucket(places[None] - places[:, None], self.config.buckets)).permute(2, 0, 1)

    def cues(self, low: Tensor, bias: Tensor) -> Tensor:
        """Scores of the cue labels of each piece."""
        return self.cue(self.dropout(self.upper(low, bias)))

    def roles(self, low: Tensor, bias: Tensor, marked: Tensor) -> tuple[Tensor, Tensor]:
        """Scores of the roles of each piece for the cue whose pieces are ``marked`` (batch, pieces), and the helpers'."""
        high = self.dropout(self.upper(low + marked.unsqueeze(-1).to(low.dtype) * self.marker.to(low.dtype), bias))
        return self.role(high), self.hint(high)

    def crf_loss(self, scores: Tensor, labels: Tensor, present: Tensor) -> Tensor:
        """Mean negative log-likelihood a sequence; ``scores`` (batch, words, 3) in float32."""
        batch = torch.arange(scores.shape[0])
        gold = scores[:, 0][batch, labels[:, 0]] + self.begins[labels[:, 0]]
        for t in range(1, scores.shape[1]):
            gain = self.transitions[labels[:, t - 1], labels[:, t]] + scores[batch, t, labels[:, t]]
            gold = gold + torch.where(present[:, t], gain, torch.zeros_like(gain))
        last = labels[batch, present.sum(1) - 1]
        return (partition(scores, present, self.begins, self.transitions, self.ends) - gold - self.ends[last]).mean()

    def load_minilm(self, path: Path) -> None:
        """Start the encoder from the weights of all-MiniLM-L6-v2 (a safetensors file)."""
        given = _weights(path)
        self.words.weight.data.copy_(given["embeddings.word_embeddings.weight"])
        self.positions.weight.data.copy_(given["embeddings.position_embeddings.weight"])
        self.kinds.weight.data.copy_(given["embeddings.token_type_embeddings.weight"])
        _copy(self.norm, given, "embeddings.LayerNorm")
        for number, layer in enumerate(self.layers):
            at = f"encoder.layer.{number}"
            _copy_attention(layer, given, [f"{at}.attention.self.{name}" for name in ("query", "key", "value")])
            _copy(layer.out, given, f"{at}.attention.output.dense")
            _copy(layer.norm1, given, f"{at}.attention.output.LayerNorm")
            _copy_rest(layer, given, at)

    def load_mpnet(self, path: Path) -> None:
        """Start the encoder from the weights of all-mpnet-base-v2 (a safetensors file).

        Its pieces are BERT's, four further on; the marks of beginning, end and padding are its own.
        """
        given = _weights(path)
        assert self.distances is not None
        rows = torch.arange(self.config.vocabulary) + 4
        rows[[0, 101, 102]] = torch.tensor([1, 0, 2])
        self.words.weight.data.copy_(given["embeddings.word_embeddings.weight"][rows])
        self.positions.weight.data.copy_(given["embeddings.position_embeddings.weight"][2:])
        self.kinds.weight.data.zero_()
        self.distances.weight.data.copy_(given["encoder.relative_attention_bias.weight"])
        _copy(self.norm, given, "embeddings.LayerNorm")
        for number, layer in enumerate(self.layers):
            at = f"encoder.layer.{number}"
            _copy_attention(layer, given, [f"{at}.attention.attn.{name}" for name in "qkv"])
            _copy(layer.out, given, f"{at}.attention.attn.o")
            _copy(layer.norm1, given, f"{at}.attention.LayerNorm")
            _copy_rest(layer, given, at)


def _bucket(distance: Tensor, buckets: int, farthest: int = 128) -> Tensor:
    """The bucket of each distance: near ones have their own, farther ones share by their logarithm; half for each side."""
    half = buckets // 2
    size = distance.abs()
    exact = half // 2
    far = exact + (torch.log(size.clamp(min=1) / exact) / math.log(farthest / exact) * (half - exact)).long()
    return (distance > 0).long() * half + torch.where(size < exact, size, far.clamp(max=half - 1))


def _weights(path: Path) -> dict[str, Tensor]:
    from safetensors.torch import load_file

    return {name.removeprefix("bert."): value for name, value in load_file(str(path)).items()}


def _copy_attention(layer: Layer, given: dict[str, Tensor], parts: list[str]) -> None:
    layer.qkv.weight.data.copy_(torch.cat([given[f"{part}.weight"] for part in parts]))
    layer.qkv.bias.data.copy_(torch.cat([given[f"{part}.bias"] for part in parts]))


def _copy_rest(layer: Layer, given: dict[str, Tensor], at: str) -> None:
    _copy(layer.up, given, f"{at}.intermediate.dense")
    _copy(layer.down, given, f"{at}.output.dense")
    _copy(layer.norm2, given, f"{at}.output.LayerNorm")


def _copy(module: nn.Linear | nn.LayerNorm, given: dict[str, Tensor], name: str) -> None:
    module.weight.data.copy_(given[f"{name}.weight"])
    module.bias.data.copy_(given[f"{name}.bias"])


def partition(scores: Tensor, present: Tensor, begins: Tensor, transitions: Tensor, ends: Tensor) -> Tensor:
    """Logarithm of the summed weight of all sequences, for each row of ``scores`` (batch, words, 3)."""
    alpha = scores[:, 0] + begins
    for t in range(1, scores.shape[1]):
        step = torch.logsumexp(alpha.unsqueeze(2) + transitions, dim=1) + scores[:, t]
        alpha = torch.where(present[:, t].unsqueeze(1), step, alpha)
    return torch.logsumexp(alpha + ends, dim=1)


def viterbi(scores: Tensor, network: Network) -> list[int]:
    """The best sequence of roles for one cue; ``scores`` (words, 3)."""
    best = scores[0] + network.begins
    back = []
    for t in range(1, scores.shape[0]):
        through = best.unsqueeze(1) + network.transitions
        value, index = through.max(0)
        best = value + scores[t]
        back.append(index)
    label = int((best + network.ends).argmax())
    labels = [label]
    for index in reversed(back):
        label = int(index[label])
        labels.append(label)
    return labels[::-1]
