#include "pond.h"

FLT_PREOP_CALLBACK_STATUS FLTAPI PondPreRead(PFLT_CALLBACK_DATA Data, PCFLT_RELATED_OBJECTS Objects, PVOID *Context)
{
    UNREFERENCED_PARAMETER(Data);
    UNREFERENCED_PARAMETER(Objects);
    *Context = ExAllocateFromNPagedLookasideList(&PondContexts);
    return *Context ? FLT_PREOP_SUCCESS_WITH_CALLBACK : FLT_PREOP_SUCCESS_NO_CALLBACK;
}

FLT_POSTOP_CALLBACK_STATUS FLTAPI PondPostRead(PFLT_CALLBACK_DATA Data, PCFLT_RELATED_OBJECTS Objects, PVOID Context,
                                               FLT_POST_OPERATION_FLAGS Flags)
{
    UNREFERENCED_PARAMETER(Data);
    UNREFERENCED_PARAMETER(Objects);
    UNREFERENCED_PARAMETER(Flags);
    ExFreeToNPagedLookasideList(&PondContexts, Context);
    return FLT_POSTOP_FINISHED_PROCESSING;
}
