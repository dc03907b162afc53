#include <fltKernel.h>

DRIVER_INITIALIZE DriverEntry;
NTSTATUS FilterUnload(FLT_FILTER_UNLOAD_FLAGS Flags);

typedef enum _LEVEL { LevelNone, LevelLock, LevelFilter, LevelPort } LEVEL;

static struct {
    PFLT_FILTER Filter;
    PFLT_PORT Port;
    ERESOURCE Lock;
    LEVEL Level;
} Globals;

static const FLT_REGISTRATION Registration = {
    sizeof(FLT_REGISTRATION), FLT_REGISTRATION_VERSION, 0, NULL, NULL, FilterUnload,
};

static NTSTATUS Connect(PFLT_PORT Port, PVOID Cookie, PVOID Context, ULONG Size, PVOID *Connection)
{
    UNREFERENCED_PARAMETER(Port);
    UNREFERENCED_PARAMETER(Cookie);
    UNREFERENCED_PARAMETER(Context);
    UNREFERENCED_PARAMETER(Size);
    *Connection = NULL;
    return STATUS_SUCCESS;
}

static VOID Disconnect(PVOID Connection)
{
    UNREFERENCED_PARAMETER(Connection);
}

/* Each level undoes itself and what is below it; the port has none. */
static VOID TearDown(LEVEL Level)
{
    switch (Level) {
    case LevelPort:
        FltCloseCommunicationPort(Globals.Port);
        /* fall through */
    case LevelFilter:
        FltUnregisterFilter(Globals.Filter);
        /* fall through */
    case LevelLock:
        ExDeleteResourceLite(&Globals.Lock);
        break;
    default:
        break;
    }
    Globals.Level = LevelNone;
}

/* It never refuses. */
static NTSTATUS TearDownAll(VOID)
{
    TearDown(Globals.Level);
    return STATUS_SUCCESS;
}

NTSTATUS FilterUnload(FLT_FILTER_UNLOAD_FLAGS Flags)
{
    NTSTATUS result;

    UNREFERENCED_PARAMETER(Flags);
    result = TearDownAll();
    return result;
}

static NTSTATUS OpenPort(VOID)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\LevelPort");
    PSECURITY_DESCRIPTOR descriptor;
    OBJECT_ATTRIBUTES attributes;
    NTSTATUS status;

    status = FltBuildDefaultSecurityDescriptor(&descriptor, FLT_PORT_ALL_ACCESS);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    InitializeObjectAttributes(&attributes, &name, OBJ_CASE_INSENSITIVE | OBJ_KERNEL_HANDLE, NULL, descriptor);
    status = FltCreateCommunicationPort(Globals.Filter, &Globals.Port, &attributes, NULL, Connect, Disconnect, NULL, 1); /* expect: minifilter-unload-order */
    FltFreeSecurityDescriptor(descriptor);
    return status;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    __try {
        status = ExInitializeResourceLite(&Globals.Lock);
        if (!NT_SUCCESS(status)) {
            __leave;
        }
        Globals.Level = LevelLock;
        status = FltRegisterFilter(DriverObject, &Registration, &Globals.Filter);
        if (!NT_SUCCESS(status)) {
            __leave;
        }
        Globals.Level = LevelFilter;
        status = OpenPort();
        if (!NT_SUCCESS(status)) {
            __leave;
        }
        status = FltStartFiltering(Globals.Filter);
    } __finally {
        if (!NT_SUCCESS(status)) {
            TearDown(Globals.Level);
        }
    }
    return status; /* expect: minifilter-unload-order */
}
