namespace Scout.Server.Carriers.Gateway;

/// <summary>What is wrong with a setting that says where something stands in an answer.</summary>
internal static class GatewayPatternFaults
{
    public static string? Of(string at, string pattern) => Of(at, () => GatewayPattern.Parse(pattern));

    public static string? Of(string at, Func<object?> read)
    {
        try
        {
            read();
            return null;
        }
        catch (FormatException exception)
        {
            return $"{at}: {exception.Message}";
        }
    }
}
