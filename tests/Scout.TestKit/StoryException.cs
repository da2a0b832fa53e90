namespace Scout.TestKit;

/// <summary>A story went another way than it was told.</summary>
public sealed class StoryException(string message) : Exception(message);
