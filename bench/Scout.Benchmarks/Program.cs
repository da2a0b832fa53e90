using Scout.Benchmarks;

// "site", "node" and "page-node" are the processes that a measurement starts beside itself.
return args switch
{
    ["site", .. var settings] => await SiteProcess.RunAsync(settings),
    ["node", .. var settings] => await NodeProcess.RunAsync(settings),
    ["page-node", .. var settings] => await OpenPagesProcess.RunAsync(settings),
    _ => await Suite.RunAsync(args),
};
