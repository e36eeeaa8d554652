namespace :x do
  task run: :environment do
    Metrics.count('ra_rake')
    User.find_each do |user|
      next unless user.flag_on?('ra-user')
      user.flag_on?(:ra_user)
    end
  end
end
