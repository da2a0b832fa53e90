using Microsoft.AspNetCore.Http.HttpResults;
using Scout.Core.Deliveries;
using Scout.Server.Accounts;
using Scout.Server.Contacts;
using Scout.Server.Pages.Forms;
using Scout.Server.Pages.Shown;
using Scout.Server.Storage;

namespace Scout.Server.Pages.Contacts;

/// <summary>The people of an account: pages, forms and buttons. Another account's contacts are not found.</summary>
internal static class ContactsEndpoints
{
    public static IEndpointRouteBuilder MapContacts(this IEndpointRouteBuilder routes)
    {
        var contacts = routes.MapForms("/contacts");
        contacts.MapGet("", (Delegate)ShowAsync);
        contacts.MapGet(
            "/new",
            RazorComponentResult (HttpContext context) => Page(ContactForm.New(context.User.Me()), card: null)
        );
        contacts.MapPost("/new", ContactChanges.AddAsync);
        contacts.MapGet("/{id}", EditAsync);
        contacts.MapPost("/{id}", ContactChanges.ChangeAsync);
        contacts.MapGet("/{id}/remove", AskAsync);
        contacts.MapPost("/{id}/remove", ContactChanges.RemoveAsync);
        contacts.MapPost("/{id}/move", ContactParts.MoveAsync);
        contacts.MapPost("/{id}/join", ContactParts.JoinAsync);
        contacts.MapPost("/{id}/leave", ContactParts.LeaveAsync);
        contacts.MapPost("/{id}/code", SendCodeAsync);
        contacts.MapPost("/{id}/verify", VerifyAsync);
        contacts.MapPost("/{id}/test", TestAsync);
        return routes;
    }

    public static RedirectHttpResult Back(string? contact = null) =>
        TypedResults.LocalRedirect(contact is null ? "/contacts" : $"/contacts#c-{contact}");

    public static RazorComponentResult<ContactPage> Page(
        TypedForm form,
        ContactCard? card,
        bool asksToRemove = false
    ) =>
        new(
            new
            {
                Form = form,
                Card = card,
                AsksToRemove = asksToRemove,
            }
        )
        {
            StatusCode = form.IsFine ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
        };

    /// <param name="notice">Why what was asked for was not done, beside this contact.</param>
    public static async Task<RazorComponentResult> ListAsync(
        HttpContext context,
        string? contact = null,
        string? notice = null
    )
    {
        var services = context.RequestServices;
        var me = context.User.Me();
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var (cards, watches) = await services
            .GetRequiredService<Database>()
            .ReadAsync(
                async session =>
                    (
                        await session.ContactsAsync(me.Account, now),
                        await session.QueryAsync<WatchChoice>(
                            """
                            select id, name from watches
                            where account_id = @Account and removed_at is null and kind <> 'self'
                              and declared_by <> 'environment'
                            order by created_at, id
                            """,
                            me
                        )
                    ),
                context.RequestAborted
            );
        return new RazorComponentResult<ContactsPage>(
            new
            {
                Cards = cards,
                Watches = watches,
                Clock = Clock.In(me.Zone, now),
                NoticeOf = contact,
                Notice = notice,
            }
        )
        {
            StatusCode = notice is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
        };
    }

    public static Task<ContactCard?> FindAsync(HttpContext context, string id)
    {
        var now = context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        var account = context.User.Viewer().Account;
        return context
            .RequestServices.GetRequiredService<Database>()
            .ReadAsync(session => session.FindContactAsync(account, id, now), context.RequestAborted);
    }

    private static Task<RazorComponentResult> ShowAsync(HttpContext context) => ListAsync(context);

    private static async Task<Results<RazorComponentResult, NotFound>> EditAsync(string id, HttpContext context) =>
        await FindAsync(context, id) is { } card ? Page(ContactForm.Of(card), card) : TypedResults.NotFound();

    private static async Task<Results<RazorComponentResult, NotFound>> AskAsync(string id, HttpContext context) =>
        await FindAsync(context, id) is { } card
            ? Page(ContactForm.Of(card), card, asksToRemove: true)
            : TypedResults.NotFound();

    private static async Task<IResult> SendCodeAsync(
        string id,
        HttpContext context,
        Verification verification,
        CancellationToken cancellationToken
    )
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        var channel = form["by"] == "text" ? Channel.Text : Channel.Call;
        var asked = await verification.SendAsync(context.User.Viewer(), id, channel, cancellationToken);
        return await AnswerAsync(context, id, asked);
    }

    private static async Task<IResult> VerifyAsync(
        string id,
        HttpContext context,
        Verification verification,
        CancellationToken cancellationToken
    )
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        return await verification.TryAsync(context.User.Viewer(), id, form["code"], cancellationToken) switch
        {
            null => TypedResults.NotFound(),
            Core.Contacts.CodeVerdict.Right => Back(id),
            { } verdict => await ListAsync(context, id, ContactText.Of(verdict)),
        };
    }

    private static async Task<IResult> TestAsync(
        string id,
        HttpContext context,
        TestCalls tests,
        CancellationToken cancellationToken
    ) => await AnswerAsync(context, id, await tests.OrderAsync(context.User.Viewer(), id, cancellationToken));

    private static async Task<IResult> AnswerAsync(HttpContext context, string id, Asked asked) =>
        asked switch
        {
            Asked.Ordered => Back(id),
            Asked.NotFound => TypedResults.NotFound(),
            _ => await ListAsync(context, id, ContactText.Of(asked)),
        };
}

/// <summary>A watch that a contact may be reached for.</summary>
public sealed record WatchChoice
{
    public required string Id { get; init; }

    public required string Name { get; init; }
}
