// A class that is derived from the registration: cleared as a base, sized as what it is derived from.
extern "C" {
#include <fltKernel.h>
}

extern "C" DRIVER_INITIALIZE DriverEntry;
static NTSTATUS FLTAPI Unload(FLT_FILTER_UNLOAD_FLAGS Flags);
static FLT_PREOP_CALLBACK_STATUS FLTAPI PreCreate(PFLT_CALLBACK_DATA, PCFLT_RELATED_OBJECTS, PVOID *)
{
    return FLT_PREOP_SUCCESS_NO_CALLBACK;
}

static PFLT_FILTER g_Filter;

static const FLT_OPERATION_REGISTRATION Operations[] = {{IRP_MJ_CREATE, 0, PreCreate, nullptr},
                                                        {IRP_MJ_OPERATION_END}};

class Registration : public FLT_REGISTRATION {
public:
    Registration() : FLT_REGISTRATION()
    {
        Size = sizeof(FLT_REGISTRATION);
        Version = FLT_REGISTRATION_VERSION;
        OperationRegistration = Operations;
        FilterUnloadCallback = Unload;
    }
};

static NTSTATUS FLTAPI Unload(FLT_FILTER_UNLOAD_FLAGS)
{
    FltUnregisterFilter(g_Filter);
    return STATUS_SUCCESS;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING)
{
    Registration registration;
    NTSTATUS status = FltRegisterFilter(DriverObject, &registration, &g_Filter);

    if (!NT_SUCCESS(status))
        return status;
    status = FltStartFiltering(g_Filter);
    if (!NT_SUCCESS(status))
        FltUnregisterFilter(g_Filter);
    return status;
}
