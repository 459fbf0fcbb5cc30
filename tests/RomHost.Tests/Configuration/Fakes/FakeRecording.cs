using System.ComponentModel.DataAnnotations;
using Rom.Abstractions;

namespace RomHost.Tests.Configuration.Fakes;

/// <summary>A run that is made from a file.</summary>
public sealed record FakeRecording : InitialCondition
{
    [Required]
    [InputFile]
    public string File { get; init; } = "";

    [InputFile]
    public string? Mask { get; init; }

    public double Scale { get; init; } = 1;
}
