namespace RomHost.Pipeline;

/// <summary>A part of a stage cannot be made, because artifacts that it reads are not there.</summary>
/// <param name="message">Names them, and what to run first.</param>
internal sealed class NeedsMissingException(string message) : Exception(message);
