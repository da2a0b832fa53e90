using Microsoft.Extensions.Options;
using Scout.Server.Accounts;
using Scout.Server.Hosting;
using Scout.Server.Storage;

namespace Scout.Server.Commands;

/// <summary>For the owner who lost every way in: whoever can start programs on the machine is let in once.</summary>
internal static class RecoverCommand
{
    /// <remarks>The server may run meanwhile: a row is written, nothing else happens.</remarks>
    public static async Task<int> RunAsync(string[] settings, CancellationToken cancellationToken)
    {
        await using var app = ScoutHost.CreateBuilder(settings).AddScout().Build();
        app.Services.GetRequiredService<SettingsCheck>().Run();
        var storage = app.Services.GetRequiredService<IOptions<StorageOptions>>().Value;
        if (storage.IsSqlite && !File.Exists(Path.Combine(storage.Folder, "scout.db")))
        {
            return await Console.Error.SayAsync([
                $"There is no Scout in {storage.Folder} yet (SCOUT_DATA). Start it once: it prints a link to set it up.",
            ]);
        }

        var firstOwner = app.Services.GetRequiredService<FirstOwner>();
        if (!await firstOwner.IsThereAsync(cancellationToken))
        {
            return await Console.Error.SayAsync([
                "Nobody has set this Scout up yet. Start it: it prints a link to set it up.",
            ]);
        }

        var now = app.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        var token = await app
            .Services.GetRequiredService<Database>()
            .WriteAsync(
                async session =>
                    await session.InviteAsync(
                        new NewInvitation(
                            InvitationKind.Recover,
                            Viewer.OwnerId,
                            Account: await session.FirstOwnerAsync() ?? Viewer.OwnerId
                        ),
                        now
                    ),
                cancellationToken
            );
        var site = app.Configuration["Scout:SiteUrl"] is { Length: > 0 } address
            ? address
            : LocalAddress.Of(app.Configuration).AbsoluteUri;
        await Console.Out.WriteLineAsync(
            $"A new password for the owner, once, within 7 days: {site.TrimEnd('/')}{Invitations.Path(InvitationKind.Recover, token)}"
        );
        return 0;
    }
}
