using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.HttpResults;
using Scout.Core.Simulation;
using Scout.Core.Watches;
using Scout.Core.Watches.Sensors;
using Scout.Server.Accounts;
using Scout.Server.Pages.Forms;
using Scout.Server.Pages.Languages;

namespace Scout.Server.Pages.Rules;

/// <summary>/devices/{id}/rules: when Scout rings about a device.</summary>
internal static class RulesEndpoints
{
    public static IHostApplicationBuilder AddScoutRules(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<RulesDesk>();
        return builder;
    }

    public static IEndpointRouteBuilder MapRules(this IEndpointRouteBuilder routes)
    {
        var rules = routes.MapForms("/devices/{id}/rules");
        rules.MapGet("", ListAsync);
        rules.MapGet("/new", NewAsync);
        rules.MapPost("/new", AddAsync);
        rules.MapGet("/{rule}", EditAsync);
        rules.MapPost("/{rule}", ChangeAsync);
        rules.MapPost("/{rule}/remove", RemoveAsync);
        return routes;
    }

    private static async Task<IResult> ListAsync(string id, HttpContext context, RulesDesk desk) =>
        await FindAsync(id, context, desk) is { } rules
            ? new RazorComponentResult<RulesPage>(new { Rules = rules })
            : TypedResults.NotFound();

    private static async Task<IResult> NewAsync(string id, string? kind, HttpContext context, RulesDesk desk) =>
        await FindAsync(id, context, desk) is { } rules && RuleForm.KindOf(kind) is { } known
            ? Page(rules, RuleForm.New(known, FirstOf(rules, known)), known)
            : TypedResults.NotFound();

    private static async Task<IResult> EditAsync(string id, string rule, HttpContext context, RulesDesk desk) =>
        await FindAsync(id, context, desk) is { } rules && Find(rules, rule) is { } known
            ? Page(rules, RuleForm.Show(known), known.Kind, known.Id)
            : TypedResults.NotFound();

    private static async Task<IResult> AddAsync(string id, HttpContext context, RulesDesk desk, TimeProvider time)
    {
        var form = new TypedForm().Take(await context.Request.ReadFormAsync(context.RequestAborted));
        return await FindAsync(id, context, desk) is { } rules && RuleForm.KindOf(form[RuleForm.Kind]) is { } kind
            ? await SaveAsync(context, desk, rules, form, kind, Guid.CreateVersion7(time.GetUtcNow()).ToString("N"))
            : TypedResults.NotFound();
    }

    private static async Task<IResult> ChangeAsync(string id, string rule, HttpContext context, RulesDesk desk)
    {
        var form = new TypedForm().Take(await context.Request.ReadFormAsync(context.RequestAborted));
        return await FindAsync(id, context, desk) is { } rules && Find(rules, rule) is { } known
            ? await SaveAsync(context, desk, rules, form, known.Kind, known.Id)
            : TypedResults.NotFound();
    }

    private static async Task<IResult> RemoveAsync(string id, string rule, HttpContext context, RulesDesk desk)
    {
        if (await FindAsync(id, context, desk) is not { } rules || Find(rules, rule) is null)
        {
            return TypedResults.NotFound();
        }

        await desk.ChangeAsync(
            context.User.Viewer(),
            id,
            all => all.RemoveAll(one => one.Id == rule),
            context.RequestAborted
        );
        return Back(rules);
    }

    private static async Task<IResult> SaveAsync(
        HttpContext context,
        RulesDesk desk,
        DeviceRules rules,
        TypedForm form,
        RuleKind kind,
        string id
    )
    {
        var known = Find(rules, id);
        var read = RuleForm.Read(form, kind, id, rules.View);
        if (read is not null && known is null && rules.Settings.Rules.Length >= SensorSettings.MostRules)
        {
            form.Refuse(RuleForm.Severe, Say.It("A device has {0} rules at most.", SensorSettings.MostRules));
            read = null;
        }

        if (read is null)
        {
            return Page(rules, form, kind, known?.Id);
        }

        if (form["act"] == "preview")
        {
            var tried = await desk.TryAsync(rules, read, context.User.Me().Zone, context.RequestAborted);
            return Page(rules, form, kind, known?.Id, read, tried);
        }

        var isThere = await desk.ChangeAsync(
            context.User.Viewer(),
            $"{rules.Device}",
            all => Put(all, read),
            context.RequestAborted
        );
        return isThere ? Back(rules) : TypedResults.NotFound();
    }

    private static ImmutableArray<SensorRule> Put(ImmutableArray<SensorRule> all, SensorRule rule)
    {
        var place = all.IndexOf(all.FirstOrDefault(one => one.Id == rule.Id)!);
        return place < 0 ? all.Add(rule) : all.SetItem(place, rule);
    }

    private static Task<DeviceRules?> FindAsync(string id, HttpContext context, RulesDesk desk) =>
        desk.FindAsync(context.User.Viewer(), id, context.RequestAborted);

    private static SensorRule? Find(DeviceRules rules, string id) =>
        rules.Settings.Rules.FirstOrDefault(one => one.Id == id);

    private static string FirstOf(DeviceRules rules, RuleKind kind) =>
        RuleForm.IsAboutValue(kind) ? rules.View.Series.FirstOrDefault()?.Field ?? "" : "";

    private static RedirectHttpResult Back(DeviceRules rules) =>
        TypedResults.LocalRedirect($"/devices/{rules.Device}/rules");

    private static RazorComponentResult<RulePage> Page(
        DeviceRules rules,
        TypedForm form,
        RuleKind kind,
        string? id = null,
        SensorRule? tried = null,
        Preview? preview = null
    ) =>
        new(
            new
            {
                Rules = rules,
                Form = form,
                Kind = kind,
                Id = id,
                Tried = tried,
                Preview = preview,
            }
        )
        {
            StatusCode = form.IsFine ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
        };
}
