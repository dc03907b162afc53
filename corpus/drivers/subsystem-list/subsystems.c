#include <ntddk.h>

/* What is started stands in a list: which routines that runs, and what they have acquired when a later one fails, is not
 * followed. */
/* verdict: wdm-release-on-failure de-fail-free-all undetermined */
/* verdict: wdm-unload-releases de-unload-undoes-entry undetermined */

#define GUILD_TAG 'dliG'

typedef struct _GUILD {
    LIST_ENTRY Link;
    NTSTATUS (*Found)(VOID);
} GUILD, *PGUILD;

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD GuildUnload;

static LIST_ENTRY Guilds;
static PVOID Ledger;

static NTSTATUS FoundMasons(VOID)
{
    Ledger = ExAllocatePool2(POOL_FLAG_NON_PAGED, 512, GUILD_TAG);
    return Ledger != NULL ? STATUS_SUCCESS : STATUS_INSUFFICIENT_RESOURCES;
}

static NTSTATUS FoundCoopers(VOID)
{
    return KeQueryActiveProcessorCountEx(ALL_PROCESSOR_GROUPS) > 1 ? STATUS_SUCCESS : STATUS_NOT_SUPPORTED;
}

static GUILD Masons = {{0}, FoundMasons};
static GUILD Coopers = {{0}, FoundCoopers};

static VOID GuildUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status = STATUS_SUCCESS;
    PLIST_ENTRY entry;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = GuildUnload;
    InitializeListHead(&Guilds);
    InsertTailList(&Guilds, &Masons.Link);
    InsertTailList(&Guilds, &Coopers.Link);
    for (entry = Guilds.Flink; entry != &Guilds && NT_SUCCESS(status); entry = entry->Flink)
        status = CONTAINING_RECORD(entry, GUILD, Link)->Found();
    return status;
}
