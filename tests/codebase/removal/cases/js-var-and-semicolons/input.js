var posthog = require('./posthog');

module.exports = {
    edit: function (rows) {
        var bulk = posthog.isFeatureEnabled('bulk-edit');
        var self = this;
        if (bulk) {
            return self.editAll(rows);
        }
        return rows.map(function (row) {
            return bulk ? null : self.editOne(row);
        });
    },
};
