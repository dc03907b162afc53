#include "pond.h"

static NTSTATUS FLTAPI PondUnload(FLT_FILTER_UNLOAD_FLAGS Flags)
{
    UNREFERENCED_PARAMETER(Flags);
    ExDeleteNPagedLookasideList(&PondContexts); /* expect: minifilter-unload-order */
    FltUnregisterFilter(PondFilter);
    return STATUS_SUCCESS;
}

static const FLT_OPERATION_REGISTRATION PondOperations[] = {
    {IRP_MJ_READ, 0, PondPreRead, PondPostRead},
    {IRP_MJ_OPERATION_END},
};

const FLT_REGISTRATION PondRegistration = {
    sizeof(FLT_REGISTRATION), FLT_REGISTRATION_VERSION, 0, NULL, PondOperations, PondUnload,
};
