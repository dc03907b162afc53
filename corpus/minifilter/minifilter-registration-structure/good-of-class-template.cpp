#include <fltKernel.h>

extern "C" DRIVER_INITIALIZE DriverEntry;

/* One of these is made for a driver: its tables are members of the class that the parser makes. */
template <class Driver> class FilterOf {
    static PFLT_FILTER s_filter;
    static const FLT_OPERATION_REGISTRATION c_operations[];
    static const FLT_REGISTRATION c_registration;

    static NTSTATUS FLTAPI Detach(FLT_FILTER_UNLOAD_FLAGS)
    {
        FltUnregisterFilter(s_filter);
        return STATUS_SUCCESS;
    }

public:
    static NTSTATUS Run(PDRIVER_OBJECT driver)
    {
        NTSTATUS status = FltRegisterFilter(driver, &c_registration, &s_filter);

        if (!NT_SUCCESS(status)) {
            return status;
        }
        status = FltStartFiltering(s_filter);
        if (!NT_SUCCESS(status)) {
            FltUnregisterFilter(s_filter);
        }
        return status;
    }
};

template <class Driver> PFLT_FILTER FilterOf<Driver>::s_filter;
template <class Driver>
const FLT_OPERATION_REGISTRATION FilterOf<Driver>::c_operations[] = {
    {IRP_MJ_CREATE, 0, Driver::BeforeCreate, nullptr},
    {IRP_MJ_OPERATION_END},
};
template <class Driver>
const FLT_REGISTRATION FilterOf<Driver>::c_registration = {
    sizeof(FLT_REGISTRATION), FLT_REGISTRATION_VERSION, 0, nullptr, FilterOf<Driver>::c_operations, &FilterOf<Driver>::Detach,
};

struct Sentry {
    static FLT_PREOP_CALLBACK_STATUS FLTAPI BeforeCreate(PFLT_CALLBACK_DATA, PCFLT_RELATED_OBJECTS, PVOID *)
    {
        return FLT_PREOP_SUCCESS_NO_CALLBACK;
    }
};

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    return FilterOf<Sentry>::Run(DriverObject);
}
