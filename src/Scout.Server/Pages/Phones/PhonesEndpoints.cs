using Microsoft.AspNetCore.Http.HttpResults;
using Scout.Server.Accounts;
using Scout.Server.Carriers.Sandbox;
using Scout.Server.Pages.Shown;
using Scout.Server.Storage;

namespace Scout.Server.Pages.Phones;

/// <summary>The page of the sandbox's telephones and its buttons.</summary>
internal static class PhonesEndpoints
{
    public static IEndpointRouteBuilder MapPhones(this IEndpointRouteBuilder routes)
    {
        var phones = routes.MapGroup("/phones").RequireAuthorization(Policies.Owner).ExcludeFromDescription();
        phones.MapGet("", ShowAsync);
        phones.MapPost("/{number}/{act}", ActAsync).AddEndpointFilter<FormGuard>();
        return routes;
    }

    private static Task<RazorComponentResult> ShowAsync(
        SandboxPhones phones,
        Database database,
        TimeProvider time,
        CancellationToken cancellationToken
    ) => PageAsync(phones, database, time, refusal: null, cancellationToken);

    private static async Task<Results<RedirectHttpResult, RazorComponentResult>> ActAsync(
        string number,
        string act,
        HttpRequest request,
        SandboxTelephone telephone,
        SandboxPhones phones,
        Database database,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var value = await SandboxEndpoints.ValueOfAsync(request, act is "text" ? "body" : "key", cancellationToken);
        var refusal = await SandboxEndpoints.TryActAsync(telephone, number, act, value, cancellationToken);
        return refusal is null
            ? TypedResults.LocalRedirect("/phones")
            : await PageAsync(phones, database, time, refusal, cancellationToken);
    }

    private static async Task<RazorComponentResult> PageAsync(
        SandboxPhones phones,
        Database database,
        TimeProvider time,
        string? refusal,
        CancellationToken cancellationToken
    )
    {
        var zone = await database.ReadAsync(
            session => session.FirstOrDefaultAsync<string>("select zone from contacts order by created_at, id limit 1"),
            cancellationToken
        );
        return new RazorComponentResult<PhonesPage>(
            new
            {
                Phones = await phones.ListAsync(cancellationToken),
                Clock = Clock.In(zone, time.GetUtcNow()),
                Refusal = refusal,
            }
        );
    }
}
