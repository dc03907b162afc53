/* Keeps two handles: of the filter and of the one it works with. */
#include <fltKernel.h>

DRIVER_INITIALIZE DriverEntry;

typedef struct _PAIR {
    PFLT_FILTER Own;
    PFLT_FILTER Partner;
} PAIR;

static PAIR Pair;

static NTSTATUS PairUnload(FLT_FILTER_UNLOAD_FLAGS Flags)
{
    UNREFERENCED_PARAMETER(Flags);
    FltUnregisterFilter(Pair.Own);
    return STATUS_SUCCESS;
}

static const FLT_REGISTRATION Registration = {
    sizeof(FLT_REGISTRATION), FLT_REGISTRATION_VERSION, 0, NULL, NULL, PairUnload,
};

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    RtlZeroMemory(&Pair, sizeof(Pair));
    status = FltRegisterFilter(DriverObject, &Registration, &Pair.Own);
    if (!NT_SUCCESS(status))
        return status;
    status = FltStartFiltering(Pair.Partner); /* expect: minifilter-register-then-start */
    if (!NT_SUCCESS(status)) {
        FltUnregisterFilter(Pair.Own);
        return status;
    }
    return STATUS_SUCCESS; /* expect: minifilter-register-then-start */
}

/* verdict: minifilter-register-then-start mf-order violated */
/* verdict: minifilter-register-then-start mf-start violated */
