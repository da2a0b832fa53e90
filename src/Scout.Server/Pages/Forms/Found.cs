namespace Scout.Server.Pages.Forms;

/// <summary>A form that does something to a thing of the account. What is another's is not found.</summary>
internal static class Found
{
    /// <param name="finding">Null: it is not there, or not theirs to change.</param>
    /// <param name="act">Does it, and says where to go on.</param>
    public static async Task<IResult> ThenAsync<T>(this Task<T?> finding, Func<T, Task<string>> act)
        where T : class =>
        await finding is { } found ? TypedResults.LocalRedirect(await act(found)) : TypedResults.NotFound();
}
