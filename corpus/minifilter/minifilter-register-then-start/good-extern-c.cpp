// A minifilter in C++; the entry has C linkage.
#include <fltKernel.h>

extern "C" DRIVER_INITIALIZE DriverEntry;

namespace
{
    struct Driver
    {
        PFLT_FILTER Filter;

        NTSTATUS Register(PDRIVER_OBJECT driverObject, const FLT_REGISTRATION &registration)
        {
            return FltRegisterFilter(driverObject, &registration, &Filter);
        }

        NTSTATUS Start()
        {
            NTSTATUS status = FltStartFiltering(Filter);
            if (!NT_SUCCESS(status))
            {
                FltUnregisterFilter(Filter);
                Filter = nullptr;
            }
            return status;
        }
    };

    Driver g_Driver;

    NTSTATUS Unload(FLT_FILTER_UNLOAD_FLAGS)
    {
        FltUnregisterFilter(g_Driver.Filter);
        return STATUS_SUCCESS;
    }

    const FLT_REGISTRATION g_Registration = {
        sizeof(FLT_REGISTRATION), FLT_REGISTRATION_VERSION, 0, nullptr, nullptr, Unload,
    };
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT driverObject, PUNICODE_STRING)
{
    NTSTATUS status = g_Driver.Register(driverObject, g_Registration);
    if (!NT_SUCCESS(status))
    {
        return status;
    }
    return g_Driver.Start();
}
